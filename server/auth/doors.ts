import type { Actor } from '#domain/membership';
import type { Refusal } from '#domain/refusal';
import type { Tools } from '../runtime';
import { unsubscribe, unsubscribing, type Unsubscribing } from '../mail/unsubscribe';
import { changePassword } from './change-password';
import { confirmAddress, confirmingAddress, type ConfirmingAddress } from './confirm-address';
import { comeBack, newReturnLink, returning, type CameBack } from './come-back';
import { receiptByLink, type LinkedReceipt } from './receipt-link';
import { invitationPage, join, type InvitationPage, type Joined } from './join';
import type { SessionCookie } from './sessions';
import { setUp, type SetUpInput } from './set-up';
import { signIn, signOut } from './sign-in';

/** What can be done without a membership. What lets somebody in answers the cookie to set, or the refusal. */
export interface Doors {
  signIn(raw: Record<string, unknown>): Promise<SessionCookie | Refusal>;
  signOut(): Promise<SessionCookie>;
  setUp(raw: SetUpInput): Promise<SessionCookie | Refusal>;
  changePassword(raw: Record<string, unknown>): Promise<SessionCookie | Refusal>;
  /** What an invitation's link says; joining by it. */
  invitation(token: string): Promise<InvitationPage | Refusal>;
  join(raw: Record<string, unknown>): Promise<Joined | Refusal>;
  /** A guest's private link: a new one, whose it is, and coming back by it. */
  newReturnLink(): Promise<{ readonly token: string } | Refusal>;
  returning(token: string): Promise<{ readonly name: string; readonly once: boolean } | Refusal>;
  comeBack(raw: Record<string, unknown>): Promise<CameBack | Refusal>;
  /** What a private link shows of what its owner said; nobody is let in by it. */
  receipt(token: string): Promise<LinkedReceipt | Refusal>;
  /** The link that confirms a guest's e-mail address: whether one waits for it, and confirming. */
  confirmingAddress(token: string): Promise<ConfirmingAddress | Refusal>;
  confirmAddress(raw: Record<string, unknown>): Promise<{ readonly confirmed: true } | Refusal>;
  /** The link of an e-mail by which one gets no more: how it stands, and stopping or going on. */
  unsubscribing(token: string): Promise<Unsubscribing | Refusal>;
  unsubscribe(token: string, stop: boolean): Promise<Unsubscribing | Refusal>;
}

export function doorsFor(
  request: { actor: Actor; token: string | undefined; address: string },
  tools: Tools
): Doors {
  return {
    signIn: (raw) => signIn(raw, request, tools),
    async signOut() {
      const { actor, token } = request;
      if (actor.kind === 'nobody' || !token) return tools.sessions.blankCookie();
      return signOut(token, actor.sessionHash, tools);
    },
    setUp: (raw) => setUp(raw, tools),
    changePassword: (raw) => changePassword(raw, request.actor, tools),
    invitation: (token) => invitationPage(token, request, tools),
    join: (raw) => join(raw, request, tools),
    newReturnLink: () => newReturnLink(request.actor, tools),
    returning: (token) => returning(token, request, tools),
    comeBack: (raw) => comeBack(raw, request, tools),
    receipt: (token) => receiptByLink(token, request, tools),
    confirmingAddress: (token) => confirmingAddress(token, request, tools),
    confirmAddress: (raw) => confirmAddress(raw, request, tools),
    unsubscribing: (token) => unsubscribing(token, tools),
    unsubscribe: (token, stop) => unsubscribe(token, stop, tools)
  };
}
