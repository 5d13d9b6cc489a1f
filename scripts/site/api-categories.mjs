import { join, relative, sep } from "node:path";
import { Comment, CommentTag, Converter } from "typedoc";

/**
 * A typedoc plugin that puts each export of the entry points under the name of its folder in `src/`, which is
 * scikit-learn's module name, so that whoever knows the one finds their way in the other.
 *
 * @param {import("typedoc").Application} app
 */
export function load(app) {
  app.converter.on(
    Converter.EVENT_RESOLVE_BEGIN,
    (context) => {
      // With several entry points the project's children are those, and theirs are the exports.
      const exported = (context.project.children ?? []).flatMap((entry) => entry.children ?? []);
      for (const reflection of exported) {
        const declaration = context.getSymbolFromReflection(reflection)?.declarations?.[0];
        if (!declaration) continue;
        const file = declaration.getSourceFile().fileName;
        const folder = relative(join(process.cwd(), "src"), file).split(sep)[0];
        reflection.comment ??= new Comment();
        reflection.comment.removeTags("@category");
        reflection.comment.blockTags.push(new CommentTag("@category", [{ kind: "text", text: folder }]));
      }
    },
    // Before typedoc's own category plugin reads the tags.
    1000,
  );
}
