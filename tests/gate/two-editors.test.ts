import type { Editor } from '@tiptap/core';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { PersonId } from '#domain/ids';
import { GatedDocument } from './gated-document';
import { headlessEditor } from './headless-editor';
import { browserFault } from './innocent-browser';
import { editSomewhere, seededRandom, type Random } from './random-edits';
import { cells, copyOf, HELEN, node, paragraph, sharedText, TOM, words } from './shared-texts';

const SEED = Number(process.env.GATE_SEED ?? 1);
const SCENARIOS = Number(process.env.GATE_SCENARIOS ?? 40);
const ROUNDS = 6;
const EDITS = 3;

/** Somebody with an editor of their own, who writes without hearing from the others until they are told. */
interface Person {
  readonly id: PersonId;
  readonly doc: Y.Doc;
  readonly editor: Editor;
  readonly unsent: Uint8Array[];
}

function joins(id: PersonId, gated: GatedDocument): Person {
  const doc = copyOf(gated.doc);
  const unsent: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== gated) unsent.push(update);
  });
  return { id, doc, unsent, editor: headlessEditor(doc) };
}

function shortText(): Y.Doc {
  return sharedText(
    node('heading', words('Falls')),
    paragraph('One paragraph of words.'),
    paragraph('Another one.'),
    node(
      'bulletList',
      node('listItem', paragraph('first')),
      node('listItem', paragraph('second'), node('orderedList', node('listItem', paragraph('deep'))))
    ),
    cells(2, 2),
    paragraph('The end.')
  );
}

/** True when the editor could do it: a few commands give up on selections that no mouse can make. */
function tries(editor: Editor, random: Random): boolean {
  try {
    editSomewhere(editor, random);
    return true;
  } catch {
    return false;
  }
}

/** Everybody edits at once, then all of it is sent, one after the other. How many were refused something. */
function round(people: Person[], gated: GatedDocument, random: Random): number {
  for (const { editor } of people) for (let edit = 0; edit < EDITS; edit += 1) tries(editor, random);
  const delivered: Uint8Array[] = [];
  let refusals = 0;
  people.forEach((person, index) => {
    for (const update of person.unsent.splice(0)) {
      const sent = gated.send(update, person.id);
      if (sent.kind === 'taken') delivered.push(...sent.diffs);
      if (sent.kind !== 'refused') continue;
      // What fits nowhere is the only thing that honest people are ever refused. They start again from the document.
      expect(sent.fault).toBe('content');
      refusals += 1;
      people[index] = joins(person.id, gated);
      break;
    }
  });
  for (const { doc } of people) for (const diff of delivered) Y.applyUpdate(doc, diff, gated);
  return refusals;
}

describe('honest people', () => {
  it('SYN-53 two editors at random places of a short text: no browser deletes anything, and hardly anything is refused', () => {
    let refusals = 0;
    for (let scenario = 0; scenario < SCENARIOS; scenario += 1) {
      const random = seededRandom(SEED + scenario);
      const gated = new GatedDocument(shortText());
      const people = [joins(HELEN, gated), joins(TOM, gated)];
      for (let count = 0; count < ROUNDS; count += 1) {
        refusals += round(people, gated, random);
        expect(browserFault(gated.encoded()), `seed ${SEED + scenario}`).toBeNull();
      }
      for (const { doc, unsent } of people) {
        for (const update of unsent) Y.applyUpdate(gated.doc, update);
        expect(doc.getXmlFragment('body').toString()).toBe(gated.doc.getXmlFragment('body').toString());
      }
    }
    console.info(`${refusals} refusals in ${SCENARIOS * ROUNDS} rounds from seed ${SEED}`);
    expect(refusals).toBeLessThanOrEqual(Math.ceil((SCENARIOS * ROUNDS) / 100));
  }, 300_000);
});
