"""Draws the results as an SVG bar chart, in colours that a light and a dark page both carry."""

TEXT, OURS, THEIRS, LINE = "#717c88", "#2f81f7", "#a7b0ba", "#717c88"
LEFT, BAR_AREA, WIDTH, ROW = 170, 430, 760, 22

GROUPS = (
    ("cold", "Cold: nothing built yet", ("plugin", "makefile", "goreleaser")),
    ("edited", "One line edited", ("plugin", "makefile", "goreleaser")),
    ("unchanged", "Nothing changed", ("plugin", "makefile", "goreleaser")),
    ("lipo", "Fusing two slices of 100 MB", ("plugin", "llvm-lipo")),
)
LABELS = {
    "plugin": "this plugin",
    "makefile": "Makefile + zigbuild",
    "goreleaser": "goreleaser",
    "llvm-lipo": "llvm-lipo",
}


def draw(results):
    """Returns the chart: each bar is a median as a multiple of its group's last one, the seconds stand at the edge."""
    medians = results["median_seconds"]
    largest = max(medians[key][name] / medians[key][names[-1]] for key, _, names in GROUPS for name in names)
    scale = BAR_AREA / largest
    parts, y = [], 56
    for key, title, names in GROUPS:
        base = medians[key][names[-1]]
        parts.append(_text(16, y, title, "title"))
        y += 10
        for name in names:
            ratio = medians[key][name] / base
            length = max(2, round(ratio * scale, 1))
            colour = OURS if name == "plugin" else THEIRS
            parts.append(_text(LEFT - 10, y + 15, LABELS[name], "label"))
            parts.append(f'<rect x="{LEFT}" y="{y + 3}" width="{length}" height="{ROW - 6}" rx="2" fill="{colour}"/>')
            parts.append(_text(WIDTH - 76, y + 15, f"{ratio:.2f} ×", "value"))
            parts.append(_text(WIDTH - 16, y + 15, _seconds(medians[key][name]), "value"))
            y += ROW
        y += 26
    one = LEFT + scale
    machine = results["machine"]
    footer = f"Medians on {machine['system']} {machine['cpu']}, {machine['cpus']} CPUs, {results['date']}. Shorter is faster."
    return "\n".join((
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 12}" width="{WIDTH}" height="{y + 12}"'
        ' role="img" aria-labelledby="title">',
        '<title id="title">Build times relative to goreleaser, and lipo relative to llvm-lipo</title>',
        f"<style>text{{font:13px system-ui,sans-serif;fill:{TEXT}}}.title{{font-weight:600}}"
        ".label,.value{text-anchor:end}.value{font-variant-numeric:tabular-nums}.head{font-size:15px;font-weight:600}</style>",
        _text(16, 26, "Five targets and a universal binary, time relative to goreleaser", "head"),
        f'<line x1="{one:.1f}" y1="60" x2="{one:.1f}" y2="{y - 24}" stroke="{LINE}" stroke-dasharray="3 3"/>',
        *parts,
        _text(16, y, footer, "foot"),
        "</svg>\n",
    ))


def _text(x, y, words, style):
    return f'<text x="{x:g}" y="{y}" class="{style}">{words}</text>'


def _seconds(value):
    return f"{value:.0f} s" if value >= 20 else f"{value:.2f} s"
