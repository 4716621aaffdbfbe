import type { DocumentJson } from '#schema/document-json';
import { escapeHtml } from '#schema/escape-html';
import { contents, renderDocument, type ContentsEntry } from '#schema/render-html';
import { headingLines, type ExportHeading } from './export-heading';

// The page stands alone: nothing is loaded from anywhere, and nothing in it can run.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE = `
:root { color-scheme: light dark; }
body { font: 1.1875rem/1.5 Arial, sans-serif; color: #212b32; background: #fff; margin: 0 auto; padding: 1.5rem; max-width: 44rem; overflow-wrap: break-word; }
h1 { font-size: 2.25rem; line-height: 1.2; } h2 { font-size: 1.75rem; } h3 { font-size: 1.375rem; } h4, h5, h6 { font-size: 1.1875rem; }
h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2rem 0 .5rem; }
a { color: #005eb8; } a:focus-visible, .table-region:focus-visible { outline: 3px solid #ffeb3b; outline-offset: 0; box-shadow: 0 0 0 6px #212b32; }
.skip:not(:focus) { position: absolute; left: -999rem; }
.note-line { color: #4c6272; } nav ul { list-style: none; padding-left: 1.25rem; } nav > ul { padding-left: 0; }
.table-region { overflow-x: auto; } table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { border: 1px solid #768692; padding: .5rem; text-align: left; vertical-align: top; } thead th { background: #f0f4f5; } th p, td p { margin: 0 0 .25rem; }
li > p { margin: .25rem 0; } th, td { min-width: 5rem; }
blockquote { border-left: 4px solid #768692; margin-left: 0; padding-left: 1rem; }
@media (prefers-color-scheme: dark) { body { color: #f0f4f5; background: #1b2126; } a { color: #7fb8f0; } .note-line { color: #b6c2cb; } thead th { background: #2b343b; } }
@media print { nav, .skip { display: none; } body { max-width: none; } h2, h3, h4 { break-after: avoid; } tr { break-inside: avoid; } }
`;

/** A document as one HTML page that needs nothing else: contents list, headings, notes, and a look that prints well. */
export function exportHtml(json: DocumentJson, heading: ExportHeading): string {
  const { title } = heading;
  const lines = headingLines(heading).map((line) => `\n<p class="note-line">${escapeHtml(line)}</p>`);
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#text">Skip to the text</a>
<header>
<h1>${escapeHtml(title)}</h1>${lines.join('')}
</header>
${contentsList(contents(json))}<main id="text" tabindex="-1">
${renderDocument(json, { headingOffset: 1 })}
</main>
</body>
</html>
`;
}

function contentsList(entries: readonly ContentsEntry[]): string {
  if (entries.length === 0) return '';
  return `<nav aria-labelledby="contents-heading">\n<h2 id="contents-heading">Contents</h2>\n${nested(entries)}\n</nav>\n`;
}

/** Nested by level; a level that was skipped in the text is not invented here. */
function nested(entries: readonly ContentsEntry[]): string {
  let html = '<ul>';
  const levels: number[] = [];
  for (const entry of entries) {
    const top = levels.at(-1);
    if (top !== undefined && entry.level > top) html += '<ul>';
    else if (top !== undefined) html += closed(levels, entry.level);
    levels.push(entry.level);
    const number = entry.number === null ? '' : `${escapeHtml(entry.number)} `;
    html += `<li><a href="#${entry.id}">${number}${escapeHtml(entry.text)}</a>`;
  }
  return `${html}${'</li></ul>'.repeat(levels.length)}`;
}

/** Closes items until the new entry fits; the outermost list stays open. Changes `levels`. */
function closed(levels: number[], level: number): string {
  levels.pop();
  let html = '</li>';
  while ((levels.at(-1) ?? 0) >= level) {
    levels.pop();
    html += '</ul></li>';
  }
  return html;
}
