/** What a Word file held that the draft text does not hold, or holds only as plain words. */
export const NOT_KEPT = {
  'tracked-insertion': {
    one: 'tracked insertion was taken in as ordinary text',
    many: 'tracked insertions were taken in as ordinary text'
  },
  'tracked-deletion': { one: 'tracked deletion was left out', many: 'tracked deletions were left out' },
  'tracked-move': {
    one: 'tracked move was taken in at its new place',
    many: 'tracked moves were taken in at their new places'
  },
  'tracked-formatting': {
    one: 'tracked change of formatting was taken in as it stands',
    many: 'tracked changes of formatting were taken in as they stand'
  },
  comment: { one: 'comment was not brought in', many: 'comments were not brought in' },
  'personal-data': {
    one: 'comment or change was not brought in because it looks like it holds an NHS number or a phone number',
    many: 'comments or changes were not brought in because they look like they hold an NHS number or a phone number'
  },
  image: { one: 'picture was left out', many: 'pictures were left out' },
  drawing: { one: 'drawing or chart was left out', many: 'drawings or charts were left out' },
  'header-footer': {
    one: 'page header or footer was left out',
    many: 'page headers or footers were left out'
  },
  'text-box': {
    one: 'text box was taken in as ordinary paragraphs',
    many: 'text boxes were taken in as ordinary paragraphs'
  },
  'contents-list': {
    one: 'list of contents was left out; Concordat makes its own',
    many: 'lists of contents were left out; Concordat makes its own'
  },
  'nested-table': {
    one: 'table inside a table was taken in as paragraphs',
    many: 'tables inside tables were taken in as paragraphs'
  },
  'internal-link': {
    one: 'link to a place in the same file was taken in as plain words',
    many: 'links to places in the same file were taken in as plain words'
  },
  'unsafe-link': {
    one: 'link was taken in as plain words because its address is not a web or e-mail address',
    many: 'links were taken in as plain words because their addresses are not web or e-mail addresses'
  },
  'hidden-text': { one: 'hidden text was left out', many: 'hidden texts were left out' },
  equation: { one: 'equation was taken in as plain text', many: 'equations were taken in as plain text' },
  'embedded-file': { one: 'embedded file was left out', many: 'embedded files were left out' },
  symbol: {
    one: 'symbol that we do not know is shown as □',
    many: 'symbols that we do not know are shown as □'
  }
} as const satisfies Record<string, { one: string; many: string }>;

export type NotKept = keyof typeof NOT_KEPT;

/** An excerpt for the reader. An `author` is what the file claims and not a person we know. */
export interface ImportDetail {
  author?: string;
  text: string;
  quote?: string;
}

export interface NotKeptEntry {
  what: NotKept;
  count: number;
  /** At most `DETAIL_LIMIT` of them. */
  detail?: ImportDetail[];
}

export interface KeptCounts {
  words: number;
  headings: number;
  numberedClauses: number;
  lists: number;
  listItems: number;
  tables: number;
  mergedCells: number;
  links: number;
  notes: number;
}

/** What was said about the text, and has become comments on it. */
export interface BroughtIn {
  /** Word comments and the replies under them. */
  comments: number;
  /** Tracked changes, as suggestions. */
  changes: number;
}

/** What came out of a Word file: what was kept, and what was not. */
export interface ImportReport {
  kept: KeptCounts;
  /** Reports from before there was this lack it. */
  brought?: BroughtIn;
  notKept: NotKeptEntry[];
}

export const DETAIL_LIMIT = 200;

const KEPT_WORDS: Record<keyof KeptCounts, readonly [one: string, many: string]> = {
  words: ['word', 'words'],
  headings: ['heading', 'headings'],
  numberedClauses: ['clause number', 'clause numbers'],
  lists: ['list', 'lists'],
  listItems: ['list item', 'list items'],
  tables: ['table', 'tables'],
  mergedCells: ['merged cell', 'merged cells'],
  links: ['link', 'links'],
  notes: ['note', 'notes']
};

const BROUGHT_WORDS: Record<keyof BroughtIn, readonly [one: string, many: string]> = {
  comments: ['comment, as a comment on the same words', 'comments, as comments on the same words'],
  changes: [
    'tracked change, as a suggestion beside the text',
    'tracked changes, as suggestions beside the text'
  ]
};

/** The report in plain sentences, without full stops in the lists of parts; for the page after an import. */
export interface ReportSentences {
  /** "6,120 words", "41 headings", …; parts that the file did not have are left out. */
  kept: string[];
  notKept: { sentence: string; details: string[] }[];
}

export function reportSentences(report: ImportReport): ReportSentences {
  return {
    kept: [
      ...sentencesOf(report.kept, KEPT_WORDS),
      ...sentencesOf(report.brought ?? { comments: 0, changes: 0 }, BROUGHT_WORDS)
    ],
    notKept: report.notKept.map((entry) => ({
      sentence: `${counted(entry.count, [NOT_KEPT[entry.what].one, NOT_KEPT[entry.what].many])}.`,
      details: (entry.detail ?? []).map(detailSentence)
    }))
  };
}

function sentencesOf<Part extends string>(
  counts: Record<Part, number>,
  words: Record<Part, readonly [one: string, many: string]>
): string[] {
  const parts = Object.keys(words) as Part[];
  return parts.filter((part) => counts[part] > 0).map((part) => counted(counts[part], words[part]));
}

function counted(count: number, [one, many]: readonly [string, string]): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

function detailSentence({ author, text, quote }: ImportDetail): string {
  const about = quote === undefined || quote === '' ? '' : ` (about “${quote}”)`;
  const by = author === undefined || author === '' ? '' : `${author}: `;
  return `${by}“${text}”${about}`;
}
