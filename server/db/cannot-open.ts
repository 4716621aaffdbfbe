/** Why a database cannot be opened, for the person who starts the product; its message is all they read. */
export class CannotOpen extends Error {}
