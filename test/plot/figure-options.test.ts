import { describe, expect, it } from "vitest";
import { withProvenance } from "../../src/plot/figure-options";
import { lineFigure } from "../../src/plot/line-figure";

const line = { y: [1, 2] };
const top = (figure: { layout: Record<string, unknown> }) => (figure.layout.margin as { t: number }).t;

describe("titles and provenance", () => {
  it("says in the subtitle that data are simulated, and names real ones", () => {
    const simulated = lineFigure(line, { title: "T", dataset: { provenance: "simulated", title: "A & B" } });
    expect(simulated.layout.title?.subtitle?.text).toBe("simulated data: A &amp; B");
    const real = lineFigure(line, { subtitle: "S", dataset: { provenance: "real", title: "SDSS" } });
    expect(real.layout.title?.subtitle?.text).toBe("S · SDSS");
    const nameless = lineFigure(line, { dataset: { provenance: "simulated" } });
    expect(nameless.layout.title?.subtitle?.text).toBe("simulated data");
  });

  it("adds the provenance to a figure that has been made, and leaves the first as it was", () => {
    const figure = lineFigure(line, { title: "T", subtitle: "S" });
    const marked = withProvenance(figure, { provenance: "simulated", title: "made up" });
    expect(marked.layout.title?.text).toBe("T");
    expect(marked.layout.title?.subtitle?.text).toBe("S · simulated data: made up");
    expect(figure.layout.title?.subtitle?.text).toBe("S");
    expect(marked.data).toBe(figure.data);
  });

  it("breaks a long title and makes room for its lines", () => {
    const short = lineFigure(line, { title: "Short" });
    const long = lineFigure(line, { title: "a title of many words ".repeat(8).trim() });
    expect(long.layout.title?.text).toContain("<br>");
    expect(top(long)).toBeGreaterThan(top(short));
    expect(lineFigure(line).layout.title).toBeUndefined();
  });
});
