import { joinWords } from '#domain/words';
import { stringAttribute, textOf, type DocumentJson } from '../document-json';
import { escapeHtml } from '../escape-html';
import { renderContext } from '../render-context';
import type { Clause, ClauseChange, DocumentDiff, KeptClause } from './changes';
import { levelOf, nodesIn } from './clauses';
import { renderBlockChanges } from './render-changes';
import {
  label,
  plain,
  renderPieces,
  renderWhole,
  textNumber,
  type DiffRendering,
  type DiffView
} from './render-parts';
import { blockNotes } from './attribute-words';
import { isChanged } from './summary';

export interface RenderedDiff {
  /** Escaped and with allowed links only: may go into a page as it is. */
  readonly html: string;
  /** Every clause that is not as it was, in the order of the page. */
  readonly changed: readonly ChangedClause[];
}

export interface ChangedClause {
  /** Of its element in the page. */
  readonly id: string;
  readonly name: string;
  /** "changed and moved". */
  readonly what: string;
  /** Which clause of the old text it is, counted from 0 for what stands before the first heading; null when it says there what it says here. */
  readonly was: number | null;
}

/**
 * Differences as a text to read: `<ins>` and `<del>` with the words "added" and "removed", never colour alone. Headings
 * start at h2. Clauses that changed have the ids `change-1`, `change-2`, …
 */
export function renderDiff(diff: DocumentDiff, view: DiffView): RenderedDiff {
  const rendering: DiffRendering = { context: renderContext({ headingOffset: 1 }), view };
  const places = new Places(diff);
  const changed: ChangedClause[] = [];
  const html = diff.clauses.map((change) => {
    const what = whatBecame(change);
    if (what === '') return view === 'all' ? renderClause(change, '', places, rendering) : '';
    const id = `change-${changed.length + 1}`;
    changed.push({ id, name: nameOf(change), what, was: places.before(change) });
    return renderClause(change, ` id="${id}"`, places, rendering);
  });
  return { html: html.join(''), changed };
}

/** What became of one clause, and how it reads. */
export interface RenderedChange {
  readonly change: Exclude<ClauseChange, { kind: 'moved-away' }>;
  readonly name: string;
  /** Only the changes; as `RenderedDiff.html`, but every heading is an h3. A clause that is gone is shown as it stood. */
  readonly html: string;
}

/** Differences clause by clause, in the order of the page. What has moved is shown at its new place. */
export function renderEachChange(diff: DocumentDiff): RenderedChange[] {
  const rendering: DiffRendering = { context: renderContext({ everyHeading: 3 }), view: 'changes' };
  const places = new Places(diff);
  return diff.clauses.flatMap((change) => {
    if (change.kind === 'moved-away') return [];
    const html =
      change.kind === 'removed'
        ? plain(nodesIn(change.was), rendering)
        : renderClause(change, '', places, rendering);
    return [{ change, name: nameOf(change), html }];
  });
}

/** Where clauses stood and stand. */
class Places {
  readonly #was: readonly Clause[];
  readonly #before = new Map<Clause, Clause>();
  readonly #after = new Map<Clause, Clause>();

  constructor({ clauses }: DocumentDiff) {
    const was = clauses.flatMap((change) => {
      if (change.kind === 'removed') return [change.was];
      if (change.kind === 'moved-away') return [change.clause.was];
      return change.kind === 'both' && change.moved === 'no' ? [change.was] : [];
    });
    const now = clauses.flatMap((change) =>
      change.kind === 'added' || change.kind === 'both' ? [change.now] : []
    );
    this.#was = was;
    was.forEach((clause, index) => index > 0 && this.#before.set(clause, was[index - 1]!));
    now.forEach((clause, index) => index > 0 && this.#after.set(clause, now[index - 1]!));
  }

  /** Where it stands in the old text, when it reads otherwise there. */
  before(change: ClauseChange): number | null {
    if (change.kind === 'removed') return this.#was.indexOf(change.was);
    return change.kind === 'both' && isChanged(change) ? this.#wasOf(change) : null;
  }

  #wasOf({ was }: KeptClause): number {
    return this.#was.indexOf(was);
  }

  /** "after “3.1 Aims”", "at the beginning". */
  of(clause: Clause): string {
    const previous = this.#before.get(clause) ?? this.#after.get(clause);
    return previous?.heading ? `after “${titleOf(previous)}”` : 'at the beginning';
  }
}

function renderClause(change: ClauseChange, id: string, places: Places, rendering: DiffRendering): string {
  switch (change.kind) {
    case 'moved-away':
      return `<p class="diff-moved-away"${id}>${label('Moved away')} “${escapeHtml(titleOf(change.clause.was))}” stood here. It now stands ${escapeHtml(places.of(change.clause.now))}.</p>`;
    case 'added':
      return section('added', id, [
        wholeHeading(change.now, 'ins', 'Clause added', rendering),
        renderBlockChanges(change.blocks, rendering)
      ]);
    case 'removed':
      return section('removed', id, [
        wholeHeading(change.was, 'del', 'Clause removed', rendering),
        renderBlockChanges(change.blocks, rendering)
      ]);
    case 'both':
      return section(change.moved === 'no' ? 'kept' : 'moved', id, [
        keptHeading(change, places, rendering),
        renderBlockChanges(change.blocks, rendering)
      ]);
  }
}

function section(kind: string, id: string, parts: readonly string[]): string {
  return `<section class="diff-clause diff-clause-${kind}"${id}>${parts.join('')}</section>`;
}

function wholeHeading(clause: Clause, tag: 'ins' | 'del', said: string, rendering: DiffRendering): string {
  if (!clause.heading) return '';
  const words = renderWhole([clause.heading], tag, rendering);
  return `<p class="diff-note">${label(said)}</p>${words}`;
}

function keptHeading(
  { was, now, heading, moved }: KeptClause,
  places: Places,
  rendering: DiffRendering
): string {
  if (!now.heading || !was.heading || !heading) return '';
  const tag = `h${rendering.context.headingLevel(levelOf(now))}`;
  const pieces =
    heading.kind === 'text' ? heading.pieces : [{ kind: 'same', nodes: now.heading.content ?? [] } as const];
  const words = `<${tag}>${textNumber(now.heading)}${renderPieces(pieces, rendering)}</${tag}>`;
  const where =
    moved === 'moved' ? `It stood ${places.of(was)} before.` : 'With the clause that it belongs to.';
  const place = moved === 'no' ? [] : [`${label('Moved')} ${escapeHtml(where)}`];
  const notes = [...place, ...blockNotes(was.heading, now.heading).map(escapeHtml)];
  return words + (notes.length > 0 ? `<p class="diff-note">${notes.join(' ')}</p>` : '');
}

/** "changed and moved"; empty for a clause that is as it was. */
function whatBecame(change: ClauseChange): string {
  switch (change.kind) {
    case 'added':
      return 'added';
    case 'removed':
      return 'removed';
    case 'moved-away':
      return change.clause.moved === 'moved' ? 'stood here before' : '';
    case 'both': {
      const renumbered = change.heading?.kind === 'text' && !isChanged(change);
      const words = [
        ...(isChanged(change) ? ['changed'] : []),
        ...(change.moved === 'no' ? [] : ['moved']),
        ...(renumbered ? ['renumbered'] : [])
      ];
      return joinWords(words);
    }
  }
}

function nameOf(change: ClauseChange): string {
  switch (change.kind) {
    case 'added':
      return titleOf(change.now);
    case 'removed':
      return titleOf(change.was);
    case 'moved-away':
      return titleOf(change.clause.was);
    case 'both':
      return titleOf(change.now);
  }
}

function titleOf({ heading }: Clause): string {
  if (!heading) return 'Before the first clause';
  const number = stringAttribute(heading, 'number');
  return (
    [number ?? '', wordsOf(heading)].filter((part) => part !== '').join(' ') || 'A heading without words'
  );
}

function wordsOf(heading: DocumentJson): string {
  return textOf(heading).trim();
}
