import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** How the comments of a Word file hang together. */
export interface ThreadedComment {
  readonly id: number;
  readonly parent: number | null;
  readonly done: boolean;
}

const W14 = 'http://schemas.microsoft.com/office/word/2010/wordml';
const W15 = 'http://schemas.microsoft.com/office/word/2012/wordml';
const PART = 'word/commentsExtended.xml';
const RELATIONSHIP = 'http://schemas.microsoft.com/office/2011/relationships/commentsExtended';
const CONTENT_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml';

/**
 * Adds to a finished Word file which comments are replies and which are resolved. The library that writes the file does not know
 * the part in which Word keeps that.
 */
export function withThreads(file: Uint8Array, comments: readonly ThreadedComment[]): Uint8Array {
  if (comments.length === 0) return file;
  const parts = unzipSync(file);
  const change = (name: string, edit: (xml: string) => string) => {
    parts[name] = strToU8(edit(strFromU8(parts[name] ?? new Uint8Array())));
  };
  change('word/comments.xml', withParagraphIds);
  change('word/_rels/document.xml.rels', (xml) =>
    xml.replace(
      '</Relationships>',
      `<Relationship Id="rIdThreads" Type="${RELATIONSHIP}" Target="commentsExtended.xml"/></Relationships>`
    )
  );
  change('[Content_Types].xml', (xml) =>
    xml.replace('</Types>', `<Override ContentType="${CONTENT_TYPE}" PartName="/${PART}"/></Types>`)
  );
  parts[PART] = strToU8(extended(comments));
  return zipSync(parts);
}

/** Word names a comment here by its last paragraph. */
function withParagraphIds(xml: string): string {
  const named = xml.replace(/<w:comment w:id="(\d+)"[^]*?<\/w:comment>/g, (comment, id: string) => {
    const at = comment.lastIndexOf('<w:p>');
    return `${comment.slice(0, at)}<w:p w14:paraId="${paragraphId(Number(id))}">${comment.slice(at + 5)}`;
  });
  return named.includes('xmlns:w14=')
    ? named
    : named.replace('<w:comments ', `<w:comments xmlns:w14="${W14}" `);
}

function extended(comments: readonly ThreadedComment[]): string {
  const entries = comments.map(({ id, parent, done }) => {
    const under = parent === null ? '' : ` w15:paraIdParent="${paragraphId(parent)}"`;
    return `<w15:commentEx w15:paraId="${paragraphId(id)}"${under} w15:done="${done ? 1 : 0}"/>`;
  });
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w15:commentsEx xmlns:w15="${W15}">${entries.join('')}</w15:commentsEx>`;
}

function paragraphId(comment: number): string {
  return (0x10000000 + comment).toString(16).toUpperCase();
}
