import type { LiveLimits, SyncLimits } from '#protocol/limits';

export type Unit = 'bytes' | 'ms' | 'count';

/** What docs/limits.md says of a limit; a limit without an entry here does not compile. */
export interface LimitMeaning {
  readonly unit: Unit;
  /** What it limits, and what happens at it. */
  readonly what: string;
  readonly atLimit: string;
  /** The rule in docs/spec whose test shows it. */
  readonly rule: string;
}

const meaning = (unit: Unit, what: string, atLimit: string, rule: string): LimitMeaning => ({
  unit,
  what,
  atLimit,
  rule
});

export const SYNC_MEANINGS: { readonly [Name in keyof SyncLimits]: LimitMeaning } = {
  frame: meaning('bytes', 'One frame', 'closed with 1009 before more is held', 'SYN-20'),
  update: meaning('bytes', 'One edit', 'the edit is refused, "message-too-large"', 'SYN-20'),
  deleteRanges: meaning(
    'count',
    'Deleted stretches named in one edit',
    'the edit is refused, "message-too-large"',
    'SYN-35'
  ),
  pieces: meaning(
    'count',
    'Pieces of text, elements and attributes in one edit',
    'the edit is refused, "message-too-large"',
    'SYN-48'
  ),
  nesting: meaning('count', 'Blocks within blocks', 'the edit is refused, "does-not-fit"', 'SYN-47'),
  readOnlyUpdate: meaning(
    'bytes',
    'An edit with text by somebody who may only read',
    'refused unread, "read-only"',
    'SYN-36'
  ),
  readOnlyEdits: meaning('count', 'Edits of one connection that may only read', 'closed with 4429', 'SYN-37'),
  fragments: meaning('count', 'Pieces of one message', 'closed with 1008', 'SYN-97'),
  socketsPerSession: meaning('count', 'Sockets of one session', 'the next is answered 429', 'SYN-4'),
  socketsPerPerson: meaning(
    'count',
    'Sockets of one person, all sessions together',
    'the next is answered 429',
    'SYN-92'
  ),
  socketsPerAddress: meaning(
    'count',
    'Sockets from one address, all rooms together',
    'the next is answered 429',
    'SYN-93'
  ),
  upgradesUnderWay: meaning(
    'count',
    'Requests for a socket that wait for their answer',
    'the next is answered 503',
    'SYN-94'
  ),
  clientIdsPerHour: meaning(
    'count',
    'New client ids of one person in one document within an hour',
    'no more are given; the person may read',
    'SYN-137'
  ),
  documentBytes: meaning(
    'bytes',
    'One document, encoded',
    'adding is refused, "document-full"; deleting still works',
    'SYN-108'
  ),
  messagesPerSecond: meaning(
    'count',
    'Messages of one connection per second, sustained',
    'closed with 4429',
    'SYN-33'
  ),
  messageBurst: meaning('count', 'Messages of one connection at once', 'closed with 4429', 'SYN-33'),
  waiting: meaning(
    'bytes',
    'Edits of one connection that wait for the room',
    'the socket is not read from meanwhile',
    'SYN-104'
  ),
  batch: meaning(
    'count',
    'Edits of one room committed together',
    'the others wait for the next commit',
    'SYN-105'
  ),
  beat: meaning(
    'ms',
    'From one commit of edits to the next, all rooms together',
    'what arrives meanwhile shares the next one',
    'SYN-186'
  ),
  unread: meaning(
    'bytes',
    'Bytes that a peer has not taken',
    'closed with 4413, and loaded afresh',
    'SYN-32'
  ),
  presenceEntries: meaning('count', 'Clients named in one presence message', 'closed with 4400', 'SYN-113'),
  presenceState: meaning('bytes', "One client's presence", 'dropped in silence', 'SYN-24'),
  presenceClients: meaning('count', 'Clients that a room shows', 'the next is not shown', 'SYN-113'),
  presenceEvery: meaning(
    'ms',
    'Between two frames about one client',
    'the newest state waits its turn',
    'SYN-112'
  ),
  presenceBurst: meaning(
    'count',
    'Frames about one client at once, after a rest',
    'the newest state waits its turn',
    'SYN-112'
  ),
  lease: meaning('ms', 'Between two checks of the rights behind a socket', 'checked again', 'SYN-26'),
  leaseAnswer: meaning('ms', 'How long such a check may take', 'closed with 4503', 'SYN-102'),
  heartbeat: meaning('ms', 'Between two pings', 'a peer that has not answered the last is cut off', 'SYN-31'),
  idleRoom: meaning('ms', 'How long a room without people stays in memory', 'it leaves memory', 'SYN-28'),
  snapshotRows: meaning('count', 'Rows of the log since the last snapshot', 'a snapshot is kept', 'SYN-125'),
  snapshotEvery: meaning(
    'ms',
    'Between two snapshots of a room that is being written in',
    'the next one waits',
    'SYN-125'
  ),
  announceEvery: meaning(
    'ms',
    'Between two announcements of one room',
    'the last one waits its turn',
    'SYN-30'
  ),
  askAgain: meaning(
    'ms',
    'After a refusal, until the client is asked for what is missing',
    'it is asked',
    'SYN-9'
  ),
  farewell: meaning('ms', 'How long closing waits for the other side', 'the line is cut', 'SYN-103')
};

export const LIVE_MEANINGS: { readonly [Name in keyof LiveLimits]: LimitMeaning } = {
  frame: meaning('bytes', 'One frame', 'closed with 1009', 'LIV-5'),
  fragments: meaning('count', 'Pieces of one message', 'closed with 1008', 'SYN-97'),
  topics: meaning('count', 'Things that one page watches', 'closed with 4400', 'SYN-106'),
  socketsPerSession: meaning('count', 'Open pages of one session', 'the next is answered 429', 'LIV-8'),
  socketsPerPerson: meaning(
    'count',
    'Open pages of one person, all sessions together',
    'the next is answered 429',
    'SYN-92'
  ),
  socketsPerAddress: meaning('count', 'Open pages from one address', 'the next is answered 429', 'SYN-93'),
  upgradesUnderWay: meaning(
    'count',
    'Requests for a socket that wait for their answer',
    'the next is answered 503',
    'SYN-94'
  ),
  messagesPerSecond: meaning(
    'count',
    'Messages of one page per second, sustained',
    'closed with 4429',
    'LIV-9'
  ),
  messageBurst: meaning('count', 'Messages of one page at once', 'closed with 4429', 'LIV-9'),
  unread: meaning('bytes', 'Bytes that a page has not taken', 'cut off; the page comes back', 'LIV-11'),
  lease: meaning('ms', 'Between two checks of the session behind a page', 'checked again', 'LIV-4')
};
