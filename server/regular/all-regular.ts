import { Postman } from '../mail/postman';
import { smtpCarrier } from '../mail/smtp';
import type { Tools } from '../runtime';
import { DueBallots } from './close-due-ballots';
import { DueConsultations } from './end-due-consultations';
import { ForgetNotices } from './forget-notices';
import { ForgetRemoved } from './forget-removed';
import { ForgetWhoAnswered } from './forget-who-answered';
import { LastCalls } from './last-calls';
import { RemindOwners } from './remind-owners';
import { UnfinishedAcceptances } from './unfinished-acceptances';

export type Regular = ReturnType<typeof regularOf>;

/** What nobody asks for and is looked after. Each says what it does; they are stopped in this order. */
export function regularOf(tools: Tools) {
  const { mail } = tools.config;
  return {
    dueBallots: new DueBallots(tools),
    dueConsultations: new DueConsultations(tools),
    unfinishedAcceptances: new UnfinishedAcceptances(tools),
    lastCalls: new LastCalls(tools),
    remindOwners: new RemindOwners(tools),
    forgetRemoved: new ForgetRemoved(tools),
    forgetNotices: new ForgetNotices(tools),
    forgetWhoAnswered: new ForgetWhoAnswered(tools),
    postman: new Postman(tools, mail && smtpCarrier(mail))
  };
}
