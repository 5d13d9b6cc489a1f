import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { outline, renderMarkdown } from "../../scripts/site/markdown";

const render = (source: string, attachments = new Map<string, string>()) =>
  new JSDOM(renderMarkdown(source, { headings: [], attachments }).toString()).window.document.body;

const formulas = (source: string) =>
  [...render(source).querySelectorAll("annotation")].map((annotation) => annotation.textContent);

test("formulas in a line and in blocks", () => {
  expect(formulas("Let $a_1^2$ and $b$ be.")).toEqual(["a_1^2", "b"]);
  expect(formulas("$$\n\\frac{a}{b}\n$$")).toEqual(["\\frac{a}{b}"]);
  expect(formulas("$$a$$ then $$b$$ in prose")).toEqual(["a", "b"]);
  expect(formulas("Text\n$$\nx < y\n$$\nmore text")).toEqual(["x < y"]);
  expect(formulas("- item\n\n  $$\n  y\n  $$")).toEqual(["y"]);
  expect(formulas("| a |\n|---|\n| $z$ |")).toEqual(["z"]);
});

test("dollars that are no formulas stay text", () => {
  expect(formulas("It costs $5 and $6.")).toEqual([]);
  expect(formulas("An escaped \\$x\\$ and a lone $ sign")).toEqual([]);
  expect(formulas("`$x$` in code")).toEqual([]);
  expect(formulas("$$\nnever closed")).toEqual([]);
  expect(render("It costs $5 and $6.").textContent?.trim()).toBe("It costs $5 and $6.");
});

test("markup inside a formula stays part of it", () => {
  expect(formulas("$a_b*c*d_e$")).toEqual(["a_b*c*d_e"]);
});

test("a formula that cannot be read shows its source and does no harm", () => {
  expect(render("$\\frac{$ and after").textContent).toContain("\\frac{");
  expect(render("$$\\def\\a{\\a\\a}\\a$$").textContent).toContain("\\def");
  expect(render("$\\includegraphics{https://example.org/a.png}$").querySelector("img")).toBeNull();
});

test("HTML in Markdown is text", () => {
  const body = render("<b>bold</b>\n\n<script>x</script>");
  expect(body.querySelector("b, script")).toBeNull();
  expect(body.textContent).toContain("<b>bold</b>");
});

test("links between notebooks lead to their pages, links elsewhere do not tell where from", () => {
  const [inner, outer] = render("[a](other.ipynb#s-x) [b](https://example.org)").querySelectorAll("a");
  expect(inner.getAttribute("href")).toBe("other.html#s-x");
  expect(outer.getAttribute("rel")).toBe("noopener noreferrer");
});

test("pictures: pasted ones are shown, others become links", () => {
  const attachments = new Map([["a b.png", "../../assets/images/x.png"]]);
  const body = render(
    "![pasted](attachment:a%20b.png) ![far](https://example.org/a.png) ![lost](attachment:c.png)",
    attachments,
  );
  expect([...body.querySelectorAll("img")].map((image) => image.getAttribute("src"))).toEqual([
    "../../assets/images/x.png",
  ]);
  expect(body.querySelector("a")?.getAttribute("href")).toBe("https://example.org/a.png");
  expect(body.querySelector("em")?.textContent).toBe("picture: lost");
});

test("code is highlighted as TypeScript unless another language is named", () => {
  const body = render("```\nconst a = 1;\n```\n\n```klingon\n<nuqneH>\n```");
  expect(body.querySelector(".hljs-keyword")?.textContent).toBe("const");
  expect(body.querySelector(".language-klingon")?.textContent).toBe("<nuqneH>\n");
});

test("the outline is the first heading and the first sentence", () => {
  expect(outline("# A *title* with $x$\n\nFirst, e.g. this, et al. too. Second.")).toMatchObject({
    title: "A title with x",
  });
  const sentence = (source: string) => outline(source).firstSentence?.toString();
  expect(sentence("First, e.g. this, and Fig. 2 too. Second.")).toBe("First, e.g. this, and Fig. 2 too.");
  expect(sentence("It is 0.5 wide! *Then* more.")).toBe("It is 0.5 wide!");
  expect(sentence("- a list")).toBeUndefined();
});
