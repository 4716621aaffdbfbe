import { CLOSE } from '#protocol/close-codes';
import type { Stopped } from './connection-state';

const SENTENCES: Readonly<Record<number, Stopped>> = {
  [CLOSE.sessionEnded]: { why: 'signed-out', message: 'You are signed out.' },
  [CLOSE.notAllowed]: { why: 'not-allowed', message: 'You may no longer change this text.' },
  [CLOSE.tooFast]: {
    why: 'held-back',
    message: 'Changes came faster than they can be checked, so sending was stopped.'
  }
};
const BROKEN: Stopped = {
  why: 'not-allowed',
  message: 'Your last change could not be taken in, so sending was stopped.'
};
/** What was loaded from this device builds on pieces that nobody has. */
export const LOOSE_PIECES: Stopped = {
  why: 'not-allowed',
  message: 'Text that this device had kept does not fit into the draft any more, so it was not sent.'
};

/** Why a close code after which there is no coming back ends the sending. */
export function stoppedBy(code: number): Stopped {
  return SENTENCES[code] ?? BROKEN;
}
