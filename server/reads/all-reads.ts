import { accessNeedsList } from './access-needs-list';
import { accessNeedsPage } from './access-needs-page';
import { accountPage } from './account-page';
import { authorsPage } from './authors-page';
import { ballotForm } from './ballot-form';
import { ballotList } from './ballot-list';
import { ballotPage } from './ballot-page';
import { clauseList, clauseMap } from './clause-map';
import { clausePage } from './clause-page';
import { commentList, commentThread } from './comment-thread';
import { comeBackPage } from './come-back-page';
import { concernPage, contactsPage } from './concern-page';
import { consultationPage } from './consultation-page';
import { decisionList, proposalPage } from './decision-list';
import { decisionPage, signPage } from './decision-page';
import { discussions } from './discussions';
import { decisionPaper, decisionPaperFile, type PaperAsk } from './decision-paper';
import { enteredVoteReview, enterVotePage } from './enter-vote-page';
import { enterPage, enterWordsPage } from './enter-page';
import { experiencePage } from './experience-page';
import { framePage } from './frame-page';
import { glossaryPage } from './glossary-page';
import { health } from './health';
import { homePage } from './home-page';
import { importedPage } from './imported-page';
import { inboxPage, toldOf } from './inbox-page';
import { invitationsPage } from './invitations-page';
import { keeping } from './keeping';
import { addressPage, mailPage } from './mail-page';
import { mailbox, mailboxHtml } from './mailbox';
import { mayMerge, mergePage } from './merge-page';
import { newPointPage, openPointsPage } from './open-points-page';
import { owedPage } from './owed-page';
import { passageHistory, type HistoryAsked } from './passage-history';
import { peoplePage } from './people-page';
import { plainSummaryPage } from './plain-summary-page';
import { publishedPage } from './published-page';
import type { ReadContext } from './read-context';
import { receiptsPage } from './receipts-page';
import { registerEntryPage, registerExport, registerPage, type RegisterQuery } from './register-page';
import { reportPage, type ReportAsked } from './report-page';
import { reviewPage } from './review-page';
import { setUpPage, signInPage } from './sign-in-page';
import { editAccess, specificationEdit } from './specification-edit';
import { slipPage } from './slip-page';
import { specificationExport, type ExportAsk } from './specification-export';
import { specificationList } from './specification-list';
import { specificationPage } from './specification-page';
import { versionComparison, type ComparisonAsked } from './version-comparison';
import { versionList, versionPage } from './version-page';
import { startPage } from './start-page';
import { answerPlace, type AnswerPlaceAsked } from './answer-place';
import { passageChoice } from './passage-choice';
import { suggestionPage } from './suggestion-page';
import { versionRestorePage } from './version-restore';
import { youSaidPage } from './you-said-page';
import { voiceCsv, voicePage } from './voice-page';
import { voteReview } from './vote-review';

/** Every read of the product, bound to who asks. Each answers data and what the viewer `may` do, or a refusal. */
export function readsFor(context: ReadContext) {
  return {
    health: () => health(context),
    frame: () => framePage(context),
    account: () => accountPage(context),
    keeping: () => keeping(context),
    home: () => homePage(context),
    ballots: () => ballotList(context),
    ballot: (id: string) => ballotPage(context, id),
    ballotForm: () => ballotForm(context),
    enterVotePage: (id: string) => enterVotePage(context, id),
    enteredVoteReview: (id: string, fields: Readonly<Record<string, unknown>>) =>
      enteredVoteReview(context, id, fields),
    voteReview: (id: string, fields: Readonly<Record<string, unknown>>) => voteReview(context, id, fields),
    signIn: () => signInPage(context),
    setUp: (token: string) => setUpPage(context, token),
    ...specificationReads(context),
    ...receiptReads(context),
    ...consultationReads(context),
    ...moderationReads(context),
    ...peopleReads(context),
    ...noticeReads(context),
    ...discussions(context),
    comments: (specificationId: string) => commentList(context, specificationId),
    comment: (id: string) => commentThread(context, id),
    decisions: () => decisionList(context),
    decision: (id: string) => decisionPage(context, id),
    decisionProposal: () => proposalPage(context),
    decisionToSign: (id: string) => signPage(context, id),
    decisionPaper: (id: string, kind: string) => decisionPaper(context, id, kind),
    decisionPaperFile: (id: string, ask: PaperAsk) => decisionPaperFile(context, id, ask),
    register: (query?: RegisterQuery) => registerPage(context, query),
    registerEntry: (sequence: string) => registerEntryPage(context, sequence),
    registerExport: () => registerExport(context),
    glossary: () => glossaryPage(context),
    comeBack: () => comeBackPage(context)
  };
}

/** Who takes part, by which link they came, and what they need. */
function peopleReads(context: ReadContext) {
  return {
    people: () => peoplePage(context),
    invitations: () => invitationsPage(context),
    accessNeeds: () => accessNeedsPage(context),
    accessNeedsList: () => accessNeedsList(context)
  };
}

/** Of what people write: what is held, reported or removed, and whom to tell. */
function moderationReads(context: ReadContext) {
  return {
    review: () => reviewPage(context),
    concerns: () => concernPage(context),
    contacts: () => contactsPage(context),
    report: (specificationId: string, asked: ReportAsked) => reportPage(context, specificationId, asked)
  };
}

/** What people are told, in their inbox and by e-mail. */
function noticeReads(context: ReadContext) {
  return {
    mail: () => mailPage(context),
    address: () => addressPage(context),
    mailbox: (id: string | null) => mailbox(context, id),
    mailboxHtml: (id: string | null) => mailboxHtml(context, id),
    inbox: () => inboxPage(context),
    toldOf: (noticeId: string) => toldOf(context, noticeId)
  };
}

/** Of specifications: their texts, clauses, plain summaries, open points and versions. */
function specificationReads(context: ReadContext) {
  return {
    specifications: () => specificationList(context),
    startPage: () => startPage(context),
    specificationPage: (id: string, ask?: { withFacts: boolean }) => specificationPage(context, id, ask),
    enterPage: (id: string, saved: string | null) => enterPage(context, id, saved),
    enterWords: (id: string, asked: HistoryAsked) => enterWordsPage(context, id, asked),
    importedPage: (id: string) => importedPage(context, id),
    mayMerge: (id: string) => mayMerge(context, id),
    mergePage: (id: string) => mergePage(context, id),
    plainSummary: (specificationId: string, clause: string) =>
      plainSummaryPage(context, specificationId, clause),
    specificationEdit: (id: string, ask: { withText: boolean }) => specificationEdit(context, id, ask),
    editAccess: (id: string) => editAccess(context, id),
    specificationExport: (id: string, ask: ExportAsk) => specificationExport(context, id, ask),
    authors: (specificationId: string, version?: string | null) =>
      authorsPage(context, specificationId, version),
    passageHistory: (specificationId: string, asked: HistoryAsked) =>
      passageHistory(context, specificationId, asked),
    answerPlace: (specificationId: string, asked: AnswerPlaceAsked) =>
      answerPlace(context, specificationId, asked),
    passageChoice: (specificationId: string, asked: HistoryAsked) =>
      passageChoice(context, specificationId, asked),
    suggestion: (specificationId: string, comment: string) =>
      suggestionPage(context, specificationId, comment),
    clauseMap: (specificationId: string) => clauseMap(context, specificationId),
    clauses: (specificationId: string) => clauseList(context, specificationId),
    clause: (specificationId: string, clause: string) => clausePage(context, specificationId, clause),
    owed: (specificationId: string, asked: URLSearchParams) => owedPage(context, specificationId, asked),
    openPoints: (specificationId: string) => openPointsPage(context, specificationId),
    newPoint: (specificationId: string, ask: { quote: string | null; clause: string | null }) =>
      newPointPage(context, specificationId, ask),
    versions: (specificationId: string) => versionList(context, specificationId),
    version: (specificationId: string, number: string) => versionPage(context, specificationId, number),
    versionComparison: (specificationId: string, asked: ComparisonAsked) =>
      versionComparison(context, specificationId, asked),
    versionRestore: (specificationId: string, ask: { number: string; clause: string | null }) =>
      versionRestorePage(context, specificationId, ask)
  };
}

/** How people are asked, and whether they were heard. */
function consultationReads(context: ReadContext) {
  return {
    consultations: (id: string) => consultationPage(context, id),
    experience: (id: string) => experiencePage(context, id),
    voice: (id: string, decision: string | null) => voicePage(context, id, decision),
    voiceCsv: (id: string, decision: string | null) => voiceCsv(context, id, decision)
  };
}

/** What somebody said and what became of it, for them and for everybody. */
function receiptReads(context: ReadContext) {
  return {
    receipts: () => receiptsPage(context),
    slip: (specificationId: string, comment: string) => slipPage(context, specificationId, comment),
    published: (specificationId: string) => publishedPage(context, specificationId),
    youSaid: (specificationId: string) => youSaidPage(context, specificationId)
  };
}

export type Reads = ReturnType<typeof readsFor>;
