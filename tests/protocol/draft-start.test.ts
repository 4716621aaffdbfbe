import { describe, expect, test } from 'vitest';
import {
  canStart,
  mayType,
  nextState,
  notConnected,
  statusOf,
  type ConnectionEvent
} from '#editor/connection-state';
import { statusWords } from '#editor/status-words';

const after = (...events: ConnectionEvent[]) => events.reduce(nextState, notConnected());
const [opening, opened, loaded, copied, closed, overdue] = (
  ['opening', 'opened', 'loaded', 'copied', 'closed', 'overdue'] as const
).map((kind) => ({ kind })) as [
  ConnectionEvent,
  ConnectionEvent,
  ConnectionEvent,
  ConnectionEvent,
  ConnectionEvent,
  ConnectionEvent
];
const named: ConnectionEvent = { kind: 'named', writing: 'allowed' };
const refused = (code: 'read-only' | 'reload-needed' | 'too-fast'): ConnectionEvent => ({
  kind: 'refused',
  code,
  message: 'No.'
});

describe('when the text can be edited', () => {
  test('SYN-77 with the server there, not before its text and a client id have come', () => {
    expect(canStart(after(opening, opened))).toBe(false);
    expect(canStart(after(opening, opened, loaded))).toBe(false);
    expect(canStart(after(opening, opened, loaded, named))).toBe(true);
    expect(canStart(after(copied, opening, opened))).toBe(false);
  });

  test('SYN-77 without the server, what this device has is shown, and never an empty text', () => {
    expect(canStart(after(copied, opening))).toBe(false);
    expect(canStart(after(copied, opening, closed))).toBe(true);
    expect(canStart(after(copied, opening, overdue))).toBe(true);
    expect(canStart(after(opening, closed))).toBe(false);
    expect(canStart(after(opening, overdue))).toBe(false);
    expect(canStart(after(opening, opened, loaded, closed))).toBe(true);
  });

  test('SYN-78 who may only read sees the text and cannot type', () => {
    const state = after(opening, opened, loaded, { kind: 'named', writing: 'read-only' });
    const settled = [
      { kind: 'sent', message: 'step2' },
      { kind: 'saved-up-to', received: 1 }
    ] as const;
    expect(canStart(state)).toBe(true);
    expect(mayType(state)).toBe(false);
    expect(statusOf(settled.reduce(nextState, state))).toBe('read-only');
  });

  test('SYN-89 a refusal of the moment keeps what waits; any other gives it back to the person', () => {
    expect(statusOf(after(opening, opened, refused('reload-needed')))).toBe('reload-needed');
    expect(statusOf(after(opening, opened, refused('too-fast')))).toBe('held-back');
    expect(statusOf(after(opening, opened, refused('read-only')))).toBe('not-allowed');
    for (const code of ['reload-needed', 'too-fast', 'read-only'] as const) {
      expect(mayType(after(opening, opened, loaded, named, refused(code)))).toBe(false);
    }
  });
});

describe('the words of the status line', () => {
  const facts = { message: 'The server’s words.', keeps: true, fromCopy: false };

  test('SYN-87 offline says where what is typed is kept, and what would lose it', () => {
    expect(statusWords('offline', facts)).toBe(
      'Offline. What you type is kept on this device and sent when you are back.'
    );
    expect(statusWords('offline', { ...facts, fromCopy: true })).toMatch(
      /^Offline, showing what this device had\. What you type is kept on this device/
    );
    expect(statusWords('offline', { ...facts, keeps: false })).toMatch(/Closing the page would lose it\.$/);
  });

  test('SYN-87 signed out says it too, and a refusal is said in the server’s words', () => {
    expect(statusWords('signed-out', facts)).toBe(
      'The server’s words. What you typed is kept on this device.'
    );
    expect(statusWords('signed-out', { ...facts, keeps: false })).toMatch(/kept only on this page\.$/);
    for (const status of ['not-allowed', 'held-back', 'reload-needed'] as const) {
      expect(statusWords(status, facts)).toBe('The server’s words.');
    }
    expect(statusWords('saved', facts)).toBeUndefined();
  });
});
