import type { PersonalDataFound } from '#domain/personal-data';

const WORDS: Record<PersonalDataFound['kind'], (text: string) => string> = {
  'nhs-number': (text) =>
    `This looks like an NHS number (${text}), so it was not put into the text. This is a text about services: leave out what points to one person. If it is another kind of number, set it apart in groups of two or four.`,
  'phone-number': (text) =>
    `This looks like a phone number (${text}). A service’s own number may stand here. If it is one person’s, take it out: everybody here reads this text.`,
  'email-address': (text) =>
    `This looks like an e-mail address (${text}). A service’s own address may stand here. If it is one person’s, take it out: everybody here reads this text.`
};

/** One sentence below the text that is written, announced when it comes, there until it is closed. */
export class StopNotice {
  readonly #box = document.createElement('div');
  readonly #words = document.createElement('p');
  readonly #text: HTMLElement;

  constructor(text: HTMLElement) {
    this.#text = text;
    this.#box.className = 'stop-notice';
    // There before it says something, so that it is announced.
    this.#box.setAttribute('role', 'alert');
  }

  show({ kind, text }: PersonalDataFound): void {
    if (!this.#box.isConnected) this.#text.parentElement?.append(this.#box);
    this.#words.textContent = WORDS[kind](text);
    this.#box.replaceChildren(this.#words, this.#closer());
  }

  remove(): void {
    this.#box.remove();
  }

  #closer(): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'stop-notice__close';
    button.textContent = 'Close this note';
    button.addEventListener('click', () => {
      this.#box.replaceChildren();
      this.#text.focus();
    });
    return button;
  }
}
