import type { PersonId } from '#domain/ids';

/** Somebody with an account, and what they may do at this moment. */
export interface Person {
  readonly id: PersonId;
  readonly name: string;
  mayRead: boolean;
  mayEdit: boolean;
  /** A right that they had once was taken away. */
  lost: boolean;
}

export function newPerson(name: string, mayEdit: boolean): Person {
  return { id: `person ${name}` as PersonId, name, mayRead: true, mayEdit, lost: false };
}
