import { joinWords } from '#domain/words';
import { stringAttribute, type DocumentJson, type DocumentMark } from '../document-json';

const TYPE_NAMES: Readonly<Record<string, string>> = {
  paragraph: 'a paragraph',
  heading: 'a heading',
  bulletList: 'a list with bullets',
  orderedList: 'a numbered list',
  tableHeader: 'a heading cell',
  tableCell: 'an ordinary cell'
};

const FORMAT_NAMES: Readonly<Record<string, string>> = {
  decimal: '1, 2, 3',
  'lower-alpha': 'a, b, c',
  'upper-alpha': 'A, B, C',
  'lower-roman': 'i, ii, iii',
  'upper-roman': 'I, II, III'
};

const MARK_NAMES: Readonly<Record<string, string>> = {
  bold: 'bold',
  italic: 'italic',
  underline: 'underlined',
  strike: 'struck through',
  superscript: 'superscript',
  subscript: 'subscript'
};

/** What else became of a block than its content, in whole sentences. */
export function blockNotes(was: DocumentJson, now: DocumentJson): string[] {
  return [
    ...typeNote(was, now),
    ...numberNote(was, now),
    ...levelNote(was, now),
    ...listNotes(was, now),
    ...spanNotes(was, now)
  ];
}

/** "Now in bold.", "The link now leads to …": what became of the look of words. */
export function markNotes(was: readonly DocumentMark[], now: readonly DocumentMark[]): string[] {
  const names = (marks: readonly DocumentMark[]) =>
    marks.map(({ type }) => MARK_NAMES[type]).filter((name) => name !== undefined);
  const [before, after] = [names(was), names(now)];
  const [come, gone] = [
    after.filter((name) => !before.includes(name)),
    before.filter((name) => !after.includes(name))
  ];
  const styles = [
    ...(come.length > 0 ? [`now ${joinWords(come)}`] : []),
    ...(gone.length > 0 ? [`no longer ${joinWords(gone)}`] : [])
  ];
  return [...styles, ...linkNote(was, now)];
}

function linkNote(was: readonly DocumentMark[], now: readonly DocumentMark[]): string[] {
  const href = (marks: readonly DocumentMark[]) => {
    const link = marks.find(({ type }) => type === 'link');
    return link && (stringAttribute(link, 'href') ?? 'nowhere');
  };
  const [before, after] = [href(was), href(now)];
  if (before === after) return [];
  if (before === undefined) return [`now a link to ${after}`];
  if (after === undefined) return [`no longer a link to ${before}`];
  return [`the link now leads to ${after}, before to ${before}`];
}

function typeNote(was: DocumentJson, now: DocumentJson): string[] {
  if (was.type === now.type) return [];
  return [`This was ${TYPE_NAMES[was.type] ?? was.type} and is now ${TYPE_NAMES[now.type] ?? now.type}.`];
}

function numberNote(was: DocumentJson, now: DocumentJson): string[] {
  const [before, after] = [stringAttribute(was, 'number'), stringAttribute(now, 'number')];
  if (before === after) return [];
  if (before === null) return [`It has the number ${after} now.`];
  return after === null
    ? [`It had the number ${before}.`]
    : [`Its number was ${before} and is now ${after}.`];
}

function levelNote(was: DocumentJson, now: DocumentJson): string[] {
  if (was.type !== 'heading' || now.type !== 'heading') return [];
  const [before, after] = [was.attrs?.level ?? 1, now.attrs?.level ?? 1];
  return before === after ? [] : [`This was a heading of level ${before} and is now one of level ${after}.`];
}

function listNotes(was: DocumentJson, now: DocumentJson): string[] {
  if (was.type !== 'orderedList' || now.type !== 'orderedList') return [];
  const start = (node: DocumentJson) => node.attrs?.start ?? 1;
  const format = (node: DocumentJson) => {
    const name = stringAttribute(node, 'format') ?? 'decimal';
    return FORMAT_NAMES[name] ?? name;
  };
  return [
    ...(start(was) === start(now)
      ? []
      : [`The list began with number ${start(was)} and now begins with ${start(now)}.`]),
    ...(format(was) === format(now)
      ? []
      : [`The list was numbered ${format(was)} and is now numbered ${format(now)}.`])
  ];
}

function spanNotes(was: DocumentJson, now: DocumentJson): string[] {
  return (['colspan', 'rowspan'] as const).flatMap((name) => {
    const [before, after] = [was.attrs?.[name] ?? 1, now.attrs?.[name] ?? 1];
    const what = name === 'colspan' ? 'column' : 'row';
    return before === after ? [] : [`This cell spans ${after} ${what}s, before ${before}.`];
  });
}
