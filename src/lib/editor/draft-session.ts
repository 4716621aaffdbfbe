import type { Editor } from '@tiptap/core';
import * as Y from 'yjs';
import { peopleHere, type PresentPerson } from './caret';
import { endOfHeading } from './clause-at-caret';
import { rangeOf, showComments, type CommentMark } from './comment-marks';
import { canStart, mayType, statusOf, type ConnectionState, type DraftStatus } from './connection-state';
import { createEditor, type EditorOptions } from './create-editor';
import { dismissWords, wordsToKeep, type KeptFacts, type KeptWords } from './draft-database';
import { DraftConnection, type DraftAddress, type DraftHooks } from './draft-connection';
import { LocalCopy } from './local-copy';

export interface SessionOptions extends Omit<EditorOptions, 'connection'> {
  readonly address: DraftAddress;
  /** Where this device keeps the draft: the database's name, and what to call the draft in a list. */
  readonly store: { readonly name: string; readonly about: NonNullable<KeptFacts['about']> };
  readonly whyRefused: DraftHooks['whyRefused'];
  onState(shown: DraftShown): void;
  onPeople(people: readonly PresentPerson[]): void;
  /** Text that was not taken in, newest last; `stored`: this device keeps it when the page is closed. */
  onKeptWords(kept: readonly KeptWords[], stored: boolean): void;
  /** The text is there and can be edited. */
  onReady(editor: Editor): void;
}

export interface DraftShown {
  readonly status: DraftStatus;
  /** The sentence that goes with a status that came from the server. */
  readonly message: string | undefined;
  /** What is not sent yet is kept on this device, whatever becomes of the page. */
  readonly keeps: boolean;
  /** The server's text has not come: what is shown is what this device had. */
  readonly fromCopy: boolean;
}

/** One open editor: the connection, this device's copy, the editor once the text has come, and the people there. */
export class DraftSession {
  readonly #options: SessionOptions;
  #connection: DraftConnection | undefined;
  #copy: LocalCopy | undefined;
  #editor: Editor | undefined;
  #kept: readonly KeptWords[] = [];
  #stored = false;
  #marks: readonly CommentMark[] = [];
  #open: string | null = null;
  #started = false;
  /** What was written here was refused for good. */
  #refused = false;
  #destroyed = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    void this.#connect();
  }

  /** The paragraphs written in here that are not saved, as plain text. */
  unsentText(): string {
    return this.#connection?.unsentText() ?? '';
  }

  resume(): void {
    void this.#connection?.resume();
  }

  networkChanged(): void {
    this.#connection?.networkChanged();
  }

  /** The page is left, perhaps to come back as it was. */
  leave(): void {
    if (!this.#connection) return;
    this.#connection.leave();
    this.#copy?.noteNow();
  }

  comeBack(): void {
    this.#connection?.comeBack();
  }

  /** The person does not need these words any more. */
  dismiss(id: string): void {
    this.#keepWords(this.#kept.filter((words) => words.id !== id));
    void dismissWords(this.#options.store.name, id).catch(() => undefined);
  }

  /** Marks these comments in the text, one of them as open. */
  mark(marks: readonly CommentMark[], open: string | null): void {
    // The page asks again at every change of the text; an anchor never changes, so the ids say whether marks did.
    const same = open === this.#open && marks.map(idOf).join() === this.#marks.map(idOf).join();
    this.#marks = marks;
    this.#open = open;
    if (!same) this.#showMarks();
  }

  /** Brings a comment's words into sight and selects them. False when they are gone. */
  reveal(mark: CommentMark): boolean {
    const range = this.#editor && rangeOf(this.#editor.state, mark);
    if (!this.#editor || !range) return false;
    this.#editor.chain().setTextSelection(range).focus().scrollIntoView().run();
    return true;
  }

  /** Puts the caret at the end of a clause's heading and brings it into sight. */
  goToClause(clause: string): void {
    const end = this.#editor && endOfHeading(this.#editor.state.doc, clause);
    if (!this.#editor || end === null || end === undefined) return;
    this.#editor.chain().setTextSelection(end).focus().scrollIntoView().run();
  }

  destroy(): void {
    this.leave();
    this.#destroyed = true;
    this.#editor?.destroy();
    this.#copy?.close();
    this.#connection?.destroy();
  }

  /** What this device has comes first: the server then sends only what is missing. */
  async #connect(): Promise<void> {
    const { address, store, whyRefused } = this.#options;
    const ydoc = new Y.Doc();
    const copy = await LocalCopy.open(store.name, ydoc, store.about);
    if (this.#destroyed) return copy?.close();
    this.#copy = copy;
    this.#keepWords(copy?.facts.keptWords ?? [], true);
    const hooks = { whyRefused, onChange: (state: ConnectionState) => this.#changed(state) };
    this.#connection = new DraftConnection(address, hooks, { ydoc, known: copy?.facts.serverHas });
    this.#connection.awareness.on('update', () => this.#tellPeople());
    if (copy) copy.onLost = () => this.#connection && this.#changed(this.#connection.state);
    this.#changed(this.#connection.state);
  }

  #changed(state: ConnectionState): void {
    // The first changes come while the connection is being made.
    if (!this.#connection) return;
    if (state.stopped?.why === 'not-allowed') this.#setAside(state.stopped.message);
    if (canStart(state)) this.#edit(this.#connection, mayType(state));
    if (statusOf(state) === 'saved') this.#copy?.noteSaved(this.#connection.known);
    this.#options.onState({
      status: statusOf(state),
      message: state.stopped?.message,
      keeps: this.#copy?.open ?? false,
      fromCopy: !state.loaded && this.#editor !== undefined
    });
  }

  #edit(connection: DraftConnection, allowed: boolean): void {
    if (allowed) connection.appear({ user: { ...this.#options.person } });
    if (!this.#started) this.#start(connection);
    if (this.#editor && this.#editor.isEditable !== allowed) this.#editor.setEditable(allowed);
  }

  #start(connection: DraftConnection): void {
    // Making the editor may change the connection's state, which comes back here.
    this.#started = true;
    this.#editor = createEditor({ ...this.#options, connection });
    this.#showMarks();
    this.#options.onReady(this.#editor);
  }

  /** Sending it again would be refused again: the words are offered to the person, and the copy is given up. */
  #setAside(message: string): void {
    if (this.#refused) return;
    this.#refused = true;
    const fresh = wordsToKeep(this.unsentText(), message);
    this.#keepWords([...this.#kept, ...fresh], false);
    void this.#copy?.setAside(fresh).then(
      () => this.#keepWords(this.#kept, true),
      () => this.#keepWords(this.#kept, false)
    );
  }

  #keepWords(kept: readonly KeptWords[], stored = this.#stored): void {
    this.#kept = kept;
    this.#stored = stored;
    this.#options.onKeptWords(kept, stored);
  }

  #showMarks(): void {
    if (!this.#editor) return;
    const { state, view } = this.#editor;
    view.dispatch(showComments(state, { marks: this.#marks, open: this.#open }));
  }

  #tellPeople(): void {
    if (this.#connection) this.#options.onPeople(peopleHere(this.#connection.awareness.states.values()));
  }
}

function idOf({ id }: CommentMark): string {
  return id;
}
