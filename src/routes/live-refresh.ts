import { CLOSE } from '#protocol/close-codes';
import { comebackPause } from '#protocol/comeback';
import { decodeChanged, encodeWatch } from '#protocol/live-messages';
import { topicName, type Topic } from '#protocol/topics';

/** At most one refresh in this time, however much changes. Milliseconds. */
const COALESCE = 250;
/** Longest wait before the next try, in milliseconds. */
const LONGEST_PAUSE = 15_000;

/**
 * One small socket per open page. It says that something the page watches has changed, and the page asks again.
 * After a break it asks once, since announcements may have been missed.
 */
export class LiveRefresh {
  #socket: WebSocket | undefined;
  #topics: readonly Topic[] = [];
  #watched = '';
  /** Connections that have ended since the last one that stood. */
  #ended = 0;
  #pending: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;
  #opened = 0;

  constructor(
    private readonly refresh: () => Promise<void>,
    /** The session ended while the page was open. */
    private readonly signedOut: () => void
  ) {}

  /** Watches these topics from now on; nothing to watch closes the socket. */
  watch(topics: readonly Topic[]): void {
    this.#topics = topics;
    if (topics.length === 0) return this.#socket?.close();
    if (!this.#socket) this.#connect();
    else this.#sendTopics();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#pending);
    this.#socket?.close();
  }

  #connect(): void {
    if (this.#stopped) return;
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/live`);
    this.#socket = socket;
    this.#watched = '';
    socket.onopen = () => {
      this.#ended = 0;
      this.#opened += 1;
      this.#sendTopics();
      if (this.#opened > 1 || mayBeOld()) this.#refreshSoon();
    };
    socket.onmessage = ({ data }) => {
      if (typeof data === 'string' && decodeChanged(data)) this.#refreshSoon();
    };
    socket.onclose = ({ code }) => this.#closed(code);
  }

  #closed(code: number): void {
    this.#socket = undefined;
    if (code === CLOSE.sessionEnded && !this.#stopped) this.signedOut();
    // 44xx: the server meant it (signed out, malformed). A draining server (45xx) comes back.
    if (this.#stopped || (code >= 4400 && code < 4500) || this.#topics.length === 0) return;
    this.#ended += 1;
    setTimeout(() => this.#connect(), comebackPause(this.#ended, Math.random(), LONGEST_PAUSE));
  }

  #sendTopics(): void {
    const names = this.#topics.map(topicName).join(' ');
    if (this.#socket?.readyState !== WebSocket.OPEN || names === this.#watched) return;
    this.#watched = names;
    this.#socket.send(encodeWatch(this.#topics));
  }

  #refreshSoon(): void {
    if (this.#pending) return;
    this.#pending = setTimeout(() => {
      this.#pending = undefined;
      void this.refresh();
    }, COALESCE * Math.random());
  }
}

/** A page with a service worker may have come from this device, as it was when it was kept. */
function mayBeOld(): boolean {
  return Boolean(navigator.serviceWorker?.controller);
}
