import type { Actor } from '#domain/membership';
import type { Refusal } from '#domain/refusal';
import type { Tools } from '../runtime';
import { acceptSuggestion } from './accept-suggestion';
import { addComment } from './add-comment';
import { addGlossaryTerm } from './add-glossary-term';
import { answerComment } from './answer-comment';
import { answerComments } from './answer-comments';
import { answerExperience } from './answer-experience';
import { castVote } from './cast-vote';
import { keepBudgetLine, removeBudgetLine } from './clause-budget-line';
import { keepEvidence, removeEvidence } from './clause-evidence';
import { keepMeasure, removeMeasure } from './clause-measure';
import { changeGlossaryTerm, removeGlossaryTerm } from './change-glossary-term';
import { changeComment } from './change-comment';
import { chooseMail } from './choose-mail';
import { closeBallot } from './close-ballot';
import { closeText, openText } from './close-text';
import type { OutputOf } from './command';
import { confirmPlainSummary } from './confirm-plain-summary';
import { createSpecification } from './create-specification';
import { endGuestAccess } from './end-guest-access';
import { enterContribution } from './enter-contribution';
import { enterVote } from './enter-vote';
import { enterWording } from './enter-wording';
import { execute } from './execute';
import { freezeVersion } from './freeze-version';
import { giveUpMerge } from './give-up-merge';
import { chooseMandatoryHeadings } from './choose-mandatory-headings';
import { giveAddress, removeAddress } from './guest-address';
import { handOverLink } from './hand-over-link';
import { holdToTemplate } from './hold-to-template';
import { endConsultationEarly } from './end-consultation';
import { importSpecification } from './import-specification';
import { leaveOwnerOpen } from './leave-owner-open';
import { linkBudgetLine } from './link-budget-line';
import { mergeWordFile } from './merge-word-file';
import { makeInvitation } from './make-invitation';
import { openBallot } from './open-ballot';
import { openConsultation } from './open-consultation';
import { publishAnswer } from './publish-answer';
import { quoteComment } from './quote-comment';
import { proposeDecision } from './propose-decision';
import { readForMerge } from './read-for-merge';
import { readNotices } from './read-notices';
import { endOwnReceiptLink, makeReceiptLink } from './receipt-link';
import { removeTemplate } from './remove-template';
import { replyToComment } from './reply-to-comment';
import { saveTemplate } from './save-template';
import { raiseOpenPoint } from './raise-open-point';
import { resolveOpenPoint } from './resolve-open-point';
import { revokeInvitation } from './revoke-invitation';
import { setAnswerDuty } from './set-answer-duty';
import { setResponsibility } from './set-responsibility';
import { reviewEasyRead } from './review-easy-read';
import { restoreVersion } from './restore-version';
import { signDecision } from './sign-decision';
import { stateAccessNeeds } from './state-access-needs';
import { startPlainSummary } from './start-plain-summary';
import { suggestWording } from './suggest-wording';
import { unpublishAnswer } from './unpublish-answer';
import { writePlainSummary } from './write-plain-summary';
import { keepLocalContacts } from './keep-local-contacts';
import { raiseConcern } from './raise-concern';
import { removeSaid } from './remove-said';
import { reviewSaid } from './review-said';
import { askSecondLook, giveSecondLook } from './second-look';
import { settleConcern } from './settle-concern';
import { endSlipLink, makeSlipLink } from './slip-link';
import { structureLines } from './structure-lines';
import { tellMatter } from './tell-matter';
import { withdrawComment } from './withdraw-comment';

/** Every command of the product, by the name under which pages and the API call it. */
export const ALL_COMMANDS = {
  makeInvitation,
  revokeInvitation,
  endGuestAccess,
  handOverLink,
  stateAccessNeeds,
  readNotices,
  chooseMail,
  giveAddress,
  removeAddress,
  makeReceiptLink,
  endReceiptLink: endOwnReceiptLink,
  makeSlipLink,
  endSlipLink,
  publishAnswer,
  quoteComment,
  unpublishAnswer,
  openBallot,
  castVote,
  closeBallot,
  closeText,
  openText,
  addComment,
  enterContribution,
  enterVote,
  enterWording,
  answerComment,
  answerComments,
  replyToComment,
  suggestWording,
  acceptSuggestion,
  openConsultation,
  endConsultation: endConsultationEarly,
  answerExperience,
  changeComment,
  setAnswerDuty,
  withdrawComment,
  reviewSaid,
  removeSaid,
  askSecondLook,
  giveSecondLook,
  raiseConcern,
  tellMatter,
  settleConcern,
  keepLocalContacts,
  setResponsibility,
  leaveOwnerOpen,
  keepEvidence,
  removeEvidence,
  keepMeasure,
  removeMeasure,
  keepBudgetLine,
  removeBudgetLine,
  linkBudgetLine,
  raiseOpenPoint,
  resolveOpenPoint,
  createSpecification,
  freezeVersion,
  chooseMandatoryHeadings,
  holdToTemplate,
  importSpecification,
  readForMerge,
  mergeWordFile,
  giveUpMerge,
  startPlainSummary,
  writePlainSummary,
  confirmPlainSummary,
  reviewEasyRead,
  addGlossaryTerm,
  changeGlossaryTerm,
  removeGlossaryTerm,
  proposeDecision,
  removeTemplate,
  saveTemplate,
  restoreVersion,
  signDecision,
  structureLines
};

type All = typeof ALL_COMMANDS;

/** The commands bound to an actor: `commands.createSpecification(fields)`. Takes unknown, answers output or refusal. */
export type Commands = {
  readonly [Name in keyof All]: (raw: unknown) => Promise<OutputOf<All[Name]> | Refusal>;
};

export function commandsFor(actor: Actor, tools: Tools): Commands {
  const bound = Object.entries(ALL_COMMANDS).map(([name, command]) => [
    name,
    (raw: unknown) => execute(command as never, raw, actor, tools)
  ]);
  return Object.fromEntries(bound) as Commands;
}
