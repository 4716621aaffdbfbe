import { VISITORS, type Visitor } from './people-and-objects';

/**
 * What a visitor meets:
 * `ok` 200 and nothing changes · `made` it is done and something changed · `in` sent to sign in · `away` sent to
 * another page of ours, nothing changes · `101` a socket opens · any other number: that status, nothing changes.
 */
export type Met = 'ok' | 'made' | 'in' | 'away' | '101' | '401' | '403' | '404' | '409';

/**
 * Every address, form action, API method and socket of the product by who asks, for objects of their own
 * partnership (of the first one: the outsider is from another). Columns as in VISITORS.
 */
const TABLE = `
|                                                | nobody | disabled | left | outsider | observer | contributor | facilitator | board-member | editor | secretary | lead |
| GET /                                          | in     | in       | 404  | ok       | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /help                                      | ok     | ok       | ok   | ok       | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /rules                                     | ok | ok | ok | ok | ok | ok | ok | ok | ok | ok | ok |
| GET /healthz                                   | ok     | ok       | ok   | ok       | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /gallery                                   | 404    | 404      | 404  | 404      | 404      | 404         | 404         | 404          | 404    | 404       | 404  |
| GET /sign-in                                   | ok     | ok       | away | away     | away     | away        | away        | away         | away   | away      | away |
| POST /sign-in                                  | made   | made     | made | made     | made     | made        | made        | made         | made   | made      | made |
| POST /sign-out                                 | away   | away     | made | made     | made     | made        | made        | made         | made   | made      | made |
| GET /account                                   | in     | in       | ok   | ok       | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /account                                  | 401    | 401      | made | made     | made     | made        | made        | made         | made   | made      | made |
| GET /set-up                                    | 409    | 409      | 409  | 409      | 409      | 409         | 409         | 409          | 409    | 409       | 409  |
| POST /set-up                                   | 409    | 409      | 409  | 409      | 409      | 409         | 409         | 409          | 409    | 409       | 409  |
| GET /people                                    | in     | in       | 404  | ok       | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /people?/handOver                         | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | 403 | 403 | made |
| POST /people?/endAccess                         | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | 403 | 403 | made |
| GET /people/access-needs                       | in | in | 404 | ok | 403 | 403 | ok | 403 | 403 | 403 | ok |
| GET /people/invitations                        | in | in | 404 | ok | 403 | 403 | ok | 403 | 403 | 403 | ok |
| POST /people/invitations?/make                 | 401 | 401 | 404 | 404 | 403 | 403 | made | 403 | 403 | 403 | made |
| POST /people/invitations?/revoke               | 401 | 401 | 404 | 404 | 403 | 403 | made | 403 | 403 | 403 | made |
| GET /join                                      | ok | ok | ok | ok | ok | ok | ok | ok | ok | ok | ok |
| POST /join                                     | made | made | 409 | 409 | away | away | away | away | away | away | away |
| GET /come-back                                 | ok | ok | ok | ok | ok | ok | ok | ok | ok | ok | ok |
| POST /come-back                                | made | made | made | made | made | made | made | made | made | made | made |
| GET /account/access-needs                      | in | in | 404 | ok | ok | ok | ok | ok | ok | ok | ok |
| POST /account/access-needs                     | 401 | 401 | 404 | made | made | made | made | made | made | made | made |
| GET /account/come-back                         | in | in | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 |
| POST /account/come-back                        | 401 | 401 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 |
| GET /inbox                                     | in | in | 404 | ok | ok | ok | ok | ok | ok | ok | ok |
| GET /inbox/[notice]                            | in | in | away | away | away | away | away | away | away | away | away |
| POST /inbox?/read                              | 401 | 401 | 404 | made | made | made | made | made | made | made | made |
| GET /account/read-out                          | in     | in       | ok   | ok       | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /account/read-out                         | 401    | 401      | away   | away       | away       | away          | away          | away           | away     | away        | away   |
| GET /account/address                           | in | in | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 |
| POST /account/address?/give                    | 401 | 401 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 |
| POST /account/address?/remove                  | 401 | 401 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 |
| GET /confirm-address                           | ok | ok | ok | ok | ok | ok | ok | ok | ok | ok | ok |
| POST /confirm-address                          | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 |
| GET /account/e-mail                            | in | in | 404 | ok | ok | ok | ok | ok | ok | ok | ok |
| POST /account/e-mail                           | 401 | 401 | 404 | made | made | made | made | made | made | made | made |
| GET /unsubscribe/[token]                       | ok | ok | ok | ok | ok | ok | ok | ok | ok | ok | ok |
| POST /unsubscribe/[token]                      | made | made | made | made | made | made | made | made | made | made | made |
| GET /receipts                                  | in | in | 404 | ok | ok | ok | ok | ok | ok | ok | ok |
| POST /receipts?/make                           | 401 | 401 | 404 | made | made | made | made | made | made | made | made |
| POST /receipts?/quote                          | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | 403 | 403 | made |
| POST /receipts?/end                            | 401 | 401 | 404 | made | made | made | made | made | made | made | made |
| GET /receipts/by-link                          | ok | ok | ok | ok | ok | ok | ok | ok | ok | ok | ok |
| GET /slip                                      | ok | ok | ok | ok | ok | ok | ok | ok | ok | ok | ok |
| GET /you-said/[id]                             | ok | ok | ok | ok | ok | ok | ok | ok | ok | ok | ok |
| GET /specifications/[id]/you-said              | in | in | 404 | 404 | 403 | 403 | ok | 403 | 403 | 403 | ok |
| POST /specifications/[id]/you-said?/publish    | 401 | 401 | 404 | 404 | 403 | 403 | made | 403 | 403 | 403 | made |
| POST /specifications/[id]/you-said?/unpublish  | 401 | 401 | 404 | 404 | 403 | 403 | made | 403 | 403 | 403 | made |
| GET /mailbox                                   | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 |
| GET /mailbox/html                              | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 |
| GET /glossary                                  | in | in | 404 | ok | ok | ok | ok | ok | ok | ok | ok |
| POST /glossary?/add                            | 401 | 401 | 404 | made | 403 | 403 | 403 | 403 | made | 403 | made |
| POST /glossary?/change                         | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | made | 403 | made |
| POST /glossary?/remove                         | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | made | 403 | made |
| GET /register                                  | in     | in       | 404  | ok       | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /specifications                            | in     | in       | 404  | ok       | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /specifications/new                        | in     | in       | 404  | ok       | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /specifications/new?/template             | 401    | 401      | 404  | made     | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /specifications/new?/saveTemplate         | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /specifications/new?/mandatoryHeadings    | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /specifications/new?/removeTemplate       | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /specifications/new?/word                 | 401    | 401      | 404  | made     | 403      | 403         | 403         | 403          | made   | 403       | made |
| GET /specifications/[id]                       | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /specifications/[id]?/comment             | 401    | 401      | 404  | 404      | 403      | made        | made        | made         | made   | made      | made |
| POST /specifications/[id]?/reply               | 401    | 401      | 404  | 404      | 403      | made        | made        | made         | made   | made      | made |
| POST /specifications/[id]?/answer              | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | made      | made |
| GET /specifications/[id]/comment               | in     | in       | 404  | 404      | 403      | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /specifications/[id]/comment?/comment     | 401    | 401      | 404  | 404      | 403      | made        | made        | made         | made   | made      | made |
| GET /specifications/[id]/suggest               | in     | in       | 404  | 404      | 403      | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /specifications/[id]/suggest?/suggest     | 401    | 401      | 404  | 404      | 403      | made        | made        | made         | made   | made      | made |
| GET /specifications/[id]/suggestions/[comment] | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /specifications/[id]/suggestions/[comment]?/accept | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | made | 403 | made |
| POST /specifications/[id]/suggestions/[comment]?/decline | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | made | made | made |
| POST /specifications/[id]?/change | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | 403 | 403 | made |
| POST /specifications/[id]?/withdraw | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | 403 | 403 | made |
| POST /specifications/[id]?/review              | 401 | 401 | 404 | 404 | 403 | 403 | made | 403 | made | 403 | made |
| GET /specifications/[id]/report | in | in | 404 | 404 | ok | ok | ok | ok | ok | ok | ok |
| POST /specifications/[id]/report?/raise | 401 | 401 | 404 | 404 | made | made | made | made | made | made | made |
| POST /specifications/[id]/report?/tell | 401 | 401 | 404 | 404 | made | made | made | made | made | made | made |
| POST /specifications/[id]/report?/remove | 401 | 401 | 404 | 404 | 403 | 403 | made | 403 | 403 | 403 | 403 |
| POST /specifications/[id]/report?/askAgain | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | 403 | 403 | made |
| GET /review | in | in | 404 | ok | 404 | 404 | ok | 404 | 404 | 404 | ok |
| POST /review?/verdict | 401 | 401 | 404 | 404 | 404 | 404 | made | 404 | 404 | 404 | 403 |
| POST /review?/look | 401 | 401 | 404 | 404 | 404 | 404 | made | 404 | 404 | 404 | 404 |
| GET /review/concerns | in | in | 404 | ok | 404 | 404 | ok | 404 | 404 | 404 | ok |
| POST /review/concerns?/settle | 401 | 401 | 404 | 404 | 404 | 404 | made | 404 | 404 | 404 | 403 |
| GET /review/contacts | in | in | 404 | ok | ok | ok | ok | ok | ok | ok | ok |
| POST /review/contacts?/keep | 401 | 401 | 404 | made | 403 | 403 | 403 | 403 | 403 | 403 | made |
| GET /specifications/[id]/clauses/[clause]/plain | in | in | 404 | 404 | ok | ok | ok | ok | ok | ok | ok |
| POST /specifications/[id]/clauses/[clause]/plain?/comment | 401 | 401 | 404 | 404 | 403 | made | made | made | made | made | made |
| POST /specifications/[id]/clauses/[clause]/plain?/start | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | made | 403 | made |
| POST /specifications/[id]/clauses/[clause]/plain?/write | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | made | 403 | made |
| POST /specifications/[id]/clauses/[clause]/plain?/confirm | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | made | 403 | made |
| GET /specifications/[id]/edit                  | in     | in       | 404  | 404      | away     | away        | away        | away         | ok     | away      | ok   |
| GET /specifications/[id]/edit/access           | 401    | 401      | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /specifications/[id]/export                | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /specifications/[id]/imported              | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /specifications/[id]/imported?/structure  | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /specifications/[id]/imported?/hold       | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| GET /specifications/[id]/authors               | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /specifications/[id]/voice                 | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /specifications/[id]/voice/export          | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /specifications/[id]/history               | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /specifications/[id]/merge                 | in     | in       | 404  | 404      | 403      | 403         | 403         | 403          | ok     | 403       | ok   |
| POST /specifications/[id]/merge?/read          | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /specifications/[id]/merge?/merge         | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /specifications/[id]/merge?/giveUp        | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| GET /specifications/[id]/enter                 | in     | in       | 404  | 404      | 403      | 403         | ok          | 403          | ok     | 403       | ok   |
| POST /specifications/[id]/enter                | 401    | 401      | 404  | 404      | 403      | 403         | made        | 403          | made   | 403       | made |
| GET /specifications/[id]/enter/words           | in | in | 404 | 404 | 403 | 403 | ok | 403 | ok | 403 | ok |
| POST /specifications/[id]/enter/words?/enter   | 401 | 401 | 404 | 404 | 403 | 403 | made | 403 | made | 403 | made |
| GET /specifications/[id]/slips/[comment]       | in | in | 404 | 404 | 403 | 403 | 403 | 403 | 403 | 403 | ok |
| POST /specifications/[id]/slips/[comment]?/make | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | 403 | 403 | made |
| POST /specifications/[id]/slips/[comment]?/end | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | 403 | 403 | made |
| GET /specifications/[id]/consultation          | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /specifications/[id]/consultation/experience | in     | in       | 404  | 404      | 403      | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /specifications/[id]/consultation/experience | 401    | 401      | 404  | 404      | 403      | made        | made        | made         | made   | made      | made |
| POST /specifications/[id]/consultation?/open   | 401    | 401      | 404  | 404      | 403      | 403         | made        | 403          | 403    | made      | made |
| POST /specifications/[id]/consultation?/end    | 401    | 401      | 404  | 404      | 403      | 403         | made        | 403          | 403    | made      | made |
| GET /specifications/[id]/map                   | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /specifications/[id]/clauses/[clause]      | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /specifications/[id]/clauses/[clause]?/responsibility | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /specifications/[id]/clauses/[clause]?/openOwner | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /specifications/[id]/clauses/[clause]?/evidence | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /specifications/[id]/clauses/[clause]?/removeEvidence | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /specifications/[id]/clauses/[clause]?/measure | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /specifications/[id]/clauses/[clause]?/removeMeasure | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /specifications/[id]/clauses/[clause]?/budgetLine | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /specifications/[id]/clauses/[clause]?/linkBudgetLine | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /specifications/[id]/clauses/[clause]?/removeBudgetLine | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| GET /specifications/[id]/answer | in | in | 404 | 404 | 403 | 403 | 403 | 403 | ok | ok | ok |
| POST /specifications/[id]/answer?/choose | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | ok | ok | ok |
| POST /specifications/[id]/answer?/answer | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | made | made | made |
| GET /specifications/[id]/owed | in | in | 404 | 404 | ok | ok | ok | ok | ok | ok | ok |
| POST /specifications/[id]/owed?/duty | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | made | made | made |
| POST /specifications/[id]/owed?/answer | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | made | made | made |
| GET /specifications/[id]/points                | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /specifications/[id]/points?/resolve      | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| GET /specifications/[id]/points/new            | in     | in       | 404  | 404      | 403      | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /specifications/[id]/points/new?/raise    | 401    | 401      | 404  | 404      | 403      | made        | made        | made         | made   | made      | made |
| GET /specifications/[id]/versions              | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /specifications/[id]/versions?/freeze     | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | made      | made |
| POST /specifications/[id]/versions?/close      | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | 403    | made      | made |
| POST /specifications/[id]/versions?/open       | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | 403    | made      | made |
| GET /specifications/[id]/versions/[number]     | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /specifications/[id]/versions/[number]/restore | in | in      | 404  | 404      | 403      | 403         | 403         | 403          | ok     | 403       | ok   |
| POST /specifications/[id]/versions/[number]/restore | 401 | 401   | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| GET /specifications/[id]/versions/compare      | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /priorities                                | in     | in       | 404  | ok       | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /priorities/new                            | in     | in       | 404  | ok       | 403      | 403         | ok          | 403          | 403    | ok        | ok   |
| POST /priorities/new                           | 401    | 401      | 404  | 404      | 403      | 403         | made        | 403          | 403    | made      | made |
| GET /priorities/[id]                           | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /priorities/[id]?/comment | 401 | 401 | 404 | 404 | 403 | made | made | made | made | made | made |
| POST /priorities/[id]?/review                  | 401    | 401      | 404  | 404      | 403      | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /priorities/[id]?/change                  | 401    | 401      | 404  | 404      | 403      | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /priorities/[id]?/cast                    | 401    | 401      | 404  | 404      | 403      | made        | made        | made         | made   | made      | made |
| POST /priorities/[id]?/close                   | 401    | 401      | 404  | 404      | 403      | 403         | made        | 403          | 403    | made      | made |
| GET /priorities/[id]/enter                     | in     | in       | 404  | 404      | 403      | 403         | ok          | 403          | 403    | ok        | ok   |
| POST /priorities/[id]/enter?/review            | 401    | 401      | 404  | 404      | 403      | 403         | ok          | 403          | 403    | ok        | ok   |
| POST /priorities/[id]/enter?/change            | 401    | 401      | 404  | 404      | 403      | 403         | ok          | 403          | 403    | ok        | ok   |
| POST /priorities/[id]/enter?/enter             | 401    | 401      | 404  | 404      | 403      | 403         | made        | 403          | 403    | made      | made |
| GET /priorities/[id]/paper                     | in     | in       | 404  | 404      | 403      | 403         | ok          | 403          | 403    | ok        | ok   |
| GET /decisions                                 | in     | in       | 404  | ok       | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /decisions/new                             | in     | in       | 404  | ok       | 403      | 403         | 403         | 403          | 403    | ok        | ok   |
| POST /decisions/new                            | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | 403    | made      | made |
| GET /decisions/[id]                            | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /decisions/[id]?/comment | 401 | 401 | 404 | 404 | 403 | made | made | made | made | made | made |
| GET /decisions/[id]/sign                       | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /decisions/[id]/papers/[kind]              | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /decisions/[id]/papers/[kind]/export       | in     | in       | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /decisions/[id]/sign                      | 401    | 401      | 404  | 404      | 403      | 403         | 403         | made         | 403    | 403       | 403  |
| GET /api/v1/specifications                     | 401    | 401      | 404  | ok       | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /api/v1/specifications                    | 401    | 401      | 404  | made     | 403      | 403         | 403         | 403          | made   | 403       | made |
| GET /api/v1/specifications/[id]                | 401    | 401      | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /api/v1/specifications/[id]/export         | 401    | 401      | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /api/v1/specifications/[id]/comments       | 401    | 401      | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /api/v1/specifications/[id]/comments      | 401    | 401      | 404  | 404      | 403      | made        | made        | made         | made   | made      | made |
| POST /api/v1/specifications/[id]/suggestions   | 401    | 401      | 404  | 404      | 403      | made        | made        | made         | made   | made      | made |
| POST /api/v1/comments/[id]/acceptance          | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /api/v1/specifications/[id]/answers | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | made | made | made |
| GET /api/v1/specifications/[id]/clauses        | 401    | 401      | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /api/v1/specifications/[id]/clauses/[clause] | 401    | 401      | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /api/v1/specifications/[id]/clauses/[clause]/responsibilities | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /api/v1/specifications/[id]/clauses/[clause]/open-owner | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /api/v1/specifications/[id]/clauses/[clause]/evidence | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| PUT /api/v1/specifications/[id]/clauses/[clause]/evidence/[fact] | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| DELETE /api/v1/specifications/[id]/clauses/[clause]/evidence/[fact] | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /api/v1/specifications/[id]/clauses/[clause]/measures | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| PUT /api/v1/specifications/[id]/clauses/[clause]/measures/[fact] | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| DELETE /api/v1/specifications/[id]/clauses/[clause]/measures/[fact] | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| POST /api/v1/specifications/[id]/clauses/[clause]/budget-lines | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| PUT /api/v1/specifications/[id]/clauses/[clause]/budget-lines/[fact] | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| DELETE /api/v1/specifications/[id]/clauses/[clause]/budget-lines/[fact] | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| GET /api/v1/specifications/[id]/points         | 401    | 401      | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /api/v1/specifications/[id]/points        | 401    | 401      | 404  | 404      | 403      | made        | made        | made         | made   | made      | made |
| POST /api/v1/points/[id]/resolution            | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | 403       | made |
| GET /api/v1/specifications/[id]/authors        | 401    | 401      | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /api/v1/specifications/[id]/history        | 401    | 401      | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /api/v1/specifications/[id]/versions       | 401    | 401      | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /api/v1/specifications/[id]/versions      | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | made      | made |
| GET /api/v1/specifications/[id]/versions/[number] | 401 | 401      | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /api/v1/comments                           | 401    | 401      | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /api/v1/comments/[id]                      | 401    | 401      | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /api/v1/review | 401 | 401 | 404 | ok | 404 | 404 | ok | 404 | 404 | 404 | ok |
| GET /api/v1/concerns | 401 | 401 | 404 | ok | 404 | 404 | ok | 404 | 404 | 404 | ok |
| POST /api/v1/concerns/[id]/settlement | 401 | 401 | 404 | 404 | 403 | 403 | made | 403 | 403 | 403 | 403 |
| GET /api/v1/local-contacts | 401 | 401 | 404 | ok | ok | ok | ok | ok | ok | ok | ok |
| PUT /api/v1/local-contacts | 401 | 401 | 404 | made | 403 | 403 | 403 | 403 | 403 | 403 | made |
| POST /api/v1/comments/[id]/verdict | 401 | 401 | 404 | 404 | 403 | 403 | made | 403 | 403 | 403 | 403 |
| POST /api/v1/comments/[id]/removal | 401 | 401 | 404 | 404 | 403 | 403 | made | 403 | 403 | 403 | 403 |
| POST /api/v1/comments/[id]/concern | 401 | 401 | 404 | 404 | made | made | made | made | made | made | made |
| POST /api/v1/comments/[id]/second-look | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | 403 | 403 | made |
| PUT /api/v1/comments/[id]/second-look | 401 | 401 | 404 | 404 | 403 | 403 | made | 403 | 403 | 403 | 404 |
| PUT /api/v1/comments/[id] | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | 403 | 403 | made |
| DELETE /api/v1/comments/[id] | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | 403 | 403 | made |
| PUT /api/v1/comments/[id]/duty | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | made | made | made |
| PUT /api/v1/comments/[id]/replies/[reply] | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | 403 | 403 | made |
| DELETE /api/v1/comments/[id]/replies/[reply] | 401 | 401 | 404 | 404 | 403 | 403 | 403 | 403 | 403 | 403 | made |
| POST /api/v1/comments/[id]/replies             | 401    | 401      | 404  | 404      | 403      | made        | made        | made         | made   | made      | made |
| POST /api/v1/comments/[id]/response            | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | made   | made      | made |
| GET /api/v1/ballots                            | 401    | 401      | 404  | ok       | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /api/v1/ballots                           | 401    | 401      | 404  | 404      | 403      | 403         | made        | 403          | 403    | made      | made |
| GET /api/v1/ballots/[id]                       | 401    | 401      | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /api/v1/ballots/[id]/votes                | 401    | 401      | 404  | 404      | 403      | made        | made        | made         | made   | made      | made |
| POST /api/v1/ballots/[id]/entered-votes        | 401    | 401      | 404  | 404      | 403      | 403         | made        | 403          | 403    | made      | made |
| POST /api/v1/ballots/[id]/close                | 401    | 401      | 404  | 404      | 403      | 403         | made        | 403          | 403    | made      | made |
| GET /api/v1/decisions                          | 401    | 401      | 404  | ok       | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /api/v1/decisions                         | 401    | 401      | 404  | 404      | 403      | 403         | 403         | 403          | 403    | made      | made |
| GET /api/v1/decisions/[id]                     | 401    | 401      | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /api/v1/decisions/[id]/papers/[kind]       | 401    | 401      | 404  | 404      | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| POST /api/v1/decisions/[id]/signatures         | 401    | 401      | 404  | 404      | 403      | 403         | 403         | made         | 403    | 403       | 403  |
| GET /api/v1/register                           | 401    | 401      | 404  | ok       | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /api/v1/register/[sequence]                | 401    | 401      | 404  | ok       | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| GET /api/v1/register/export                    | 401    | 401      | 404  | ok       | ok       | ok          | ok          | ok           | ok     | ok        | ok   |
| UPGRADE /live                                  | 401    | 401      | 101  | 101      | 101      | 101         | 101         | 101          | 101    | 101       | 101  |
| UPGRADE /sync/[room]                           | 401    | 401      | 404  | 404      | 101      | 101         | 101         | 101          | 101    | 101       | 101  |
`;

export interface MatrixRow {
  /** "POST /specifications/[id]?/comment": method, route and form action. */
  readonly route: string;
  readonly met: Readonly<Record<Visitor, Met>>;
}

export const MATRIX: readonly MatrixRow[] = readTable(TABLE);

function readTable(table: string): MatrixRow[] {
  const [head, ...rows] = table.trim().split('\n').map(cellsOf);
  if (head?.slice(1).join() !== VISITORS.join())
    throw new Error('The columns of the matrix are not VISITORS.');
  return rows.map(([route, ...cells]) => ({
    route: route!,
    met: Object.fromEntries(VISITORS.map((visitor, index) => [visitor, cells[index]])) as MatrixRow['met']
  }));
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}
