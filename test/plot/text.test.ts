import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { axisTitle, escapeText, plainText, wrapMarkup, wrapText } from "../../src/plot/text";

describe("text for Plotly", () => {
  it("leaves no tag, entity or template of the data's own", () => {
    expect(escapeText("</script><b>x</b> & %{y}")).toBe(
      "&lt;/script&gt;&lt;b&gt;x&lt;/b&gt; &amp; %&#123;y}",
    );
    fc.assert(fc.property(fc.string(), (text) => !/[<>]|%\{|&(?!amp;|lt;|gt;|#123;)/.test(escapeText(text))));
  });

  it("reads back what it escaped", () => {
    fc.assert(fc.property(fc.string(), (text) => plainText(escapeText(text)) === text));
  });

  it("breaks lines at spaces, and long words after their own marks", () => {
    expect(wrapText("main-sequence star", 14)).toBe("main-sequence<br>star");
    expect(wrapText("a_very_long_identifier", 12)).toBe("a_very_long_<br>identifier");
    expect(wrapText("abcdefghij", 4)).toBe("abcd<br>efgh<br>ij");
    expect(wrapText("a<b", 2)).toBe("a&lt;<br>b");
    expect(wrapText("PercentDifferenceFluxPercentile", 30)).toBe("PercentDifferenceFlux<br>Percentile");
    expect(wrapText("-abcdef", 4)).toBe("-abc<br>def");
  });

  it("does not count an author's tags, nor break in them", () => {
    expect(wrapMarkup("M<sub>⊙</sub> M<sub>⊙</sub> M<sub>⊙</sub>", 5)).toBe(
      "M<sub>⊙</sub> M<sub>⊙</sub><br>M<sub>⊙</sub>",
    );
  });

  it("puts the unit behind the name", () => {
    expect(axisTitle("g", "mag")).toBe("g (mag)");
    expect(axisTitle("class", "")).toBe("class");
  });
});
