import * as Y from 'yjs';
import { BODY } from '#schema/schema';

/** Each is typed once: what is missing at the end is a difference of sets. */
const WORD = /w\d+-\d+-\d+;/g;
/** Words in one paragraph. */
const PARAGRAPH = 50;

export interface Typed {
  readonly word: string;
  readonly update: Uint8Array;
}

/** The edits of one person, made in advance so that making them does not slow down sending them. */
export function* typing(clientId: number, run: number, writer: number): Generator<Typed, never> {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  let made: Uint8Array = new Uint8Array();
  doc.on('update', (update: Uint8Array) => (made = update));
  for (let number = 0; ; number += 1) {
    const word = `w${run}-${writer}-${number};`;
    addWord(doc, word, number % PARAGRAPH === 0);
    yield { word, update: made };
  }
}

function addWord(doc: Y.Doc, word: string, inNewParagraph: boolean): void {
  const body = doc.getXmlFragment(BODY);
  if (inNewParagraph) {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(word)]);
    return body.insert(body.length, [paragraph]);
  }
  const text = (body.get(body.length - 1) as Y.XmlElement).get(0) as Y.XmlText;
  text.insert(text.length, word);
}

/** The words stand in an update as they were typed. */
export function wordsInBytes(bytes: Uint8Array): string[] {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1').match(WORD) ?? [];
}

export function wordsInDocument(doc: Y.Doc): ReadonlySet<string> {
  return new Set(doc.getXmlFragment(BODY).toString().match(WORD) ?? []);
}
