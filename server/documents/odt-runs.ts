import { outwardHref } from '#schema/allowed-links';
import { stringAttribute, type DocumentJson } from '#schema/document-json';
import { escapeHtml } from '#schema/escape-html';
import { xmlText } from './export-runs';

/** Words as XML; runs of spaces, which XML would fold into one, are written as they are. */
export function odtText(text: string): string {
  return escapeHtml(xmlText(text))
    .replace(/\t/g, '<text:tab/>')
    .replace(/^ | $| {2,}/g, (spaces) => `<text:s text:c="${spaces.length}"/>`);
}

const LOOKS: Readonly<Record<string, string>> = {
  bold: 'fo:font-weight="bold"',
  italic: 'fo:font-style="italic"',
  underline:
    'style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="font-color"',
  strike: 'style:text-line-through-style="solid"',
  superscript: 'style:text-position="super 58%"',
  subscript: 'style:text-position="sub 58%"'
};

/** OpenDocument has no bold: it has styles that are bold. One for each look that is used. */
export class TextLooks {
  readonly #used = new Map<string, readonly string[]>();

  /** The name of the style with these looks; null for plain text. */
  styleOf(marks: readonly string[]): string | null {
    const looks = Object.keys(LOOKS).filter((look) => marks.includes(look));
    if (looks.length === 0) return null;
    const name = `T-${looks.join('-')}`;
    this.#used.set(name, looks);
    return name;
  }

  styles(): string {
    return [...this.#used]
      .map(
        ([name, looks]) =>
          `<style:style style:name="${name}" style:family="text"><style:text-properties ${looks.map((look) => LOOKS[look]).join(' ')}/></style:style>`
      )
      .join('');
  }
}

interface RunContext {
  readonly looks: TextLooks;
  notes: number;
}

/** The running text of a block, with its clause number before it. */
export function odtRuns(node: DocumentJson, context: RunContext): string {
  const number = stringAttribute(node, 'number');
  const label = number === null ? '' : `${odtText(number)}<text:tab/>`;
  const runs = linked(node.content ?? []).map(({ href, nodes }) => {
    const words = nodes.map((child) => runOf(child, context)).join('');
    return href === null
      ? words
      : `<text:a xlink:type="simple" xlink:href="${escapeHtml(xmlText(href))}">${words}</text:a>`;
  });
  return `${label}${runs.join('')}`;
}

interface Linked {
  readonly href: string | null;
  readonly nodes: DocumentJson[];
}

/** What stands side by side and leads to one address is one link, in whatever looks. */
function linked(nodes: readonly DocumentJson[]): Linked[] {
  const groups: Linked[] = [];
  for (const node of nodes) {
    const href = node.text === undefined ? null : outwardHref(node);
    const last = groups.at(-1);
    if (last?.href === href) last.nodes.push(node);
    else groups.push({ href, nodes: [node] });
  }
  return groups;
}

function runOf(node: DocumentJson, context: RunContext): string {
  if (node.type === 'hardBreak') return '<text:line-break/>';
  if (node.type === 'footnote') return noteOf(stringAttribute(node, 'text') ?? '', context);
  if (node.text === undefined) return '';
  const style = context.looks.styleOf((node.marks ?? []).map(({ type }) => type));
  const words = odtText(node.text);
  return style === null ? words : `<text:span text:style-name="${style}">${words}</text:span>`;
}

function noteOf(text: string, context: RunContext): string {
  const number = (context.notes += 1);
  return `<text:note text:id="note${number}" text:note-class="footnote"><text:note-citation>${number}</text:note-citation><text:note-body><text:p text:style-name="Footnote">${odtText(text)}</text:p></text:note-body></text:note>`;
}
