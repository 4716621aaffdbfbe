/** How e-mail leaves this machine. */
export interface MailSettings {
  /** "smtp://user:password@mail.example:587", or "smtps://…" for TLS from the first byte. */
  readonly smtpUrl: string;
  /** "Concordat <concordat@wenmoor.example>", or the address alone. */
  readonly from: string;
}

const WRONG_URL = 'SMTP_URL must be an address such as smtps://user:password@mail.example.';
const WRONG_FROM =
  'MAIL_FROM must be the address that e-mail comes from, such as concordat@example.org or Concordat <concordat@example.org>.';
const NO_ORIGIN = 'ORIGIN must be set with SMTP_URL: links in e-mail begin with it.';

/** Undefined: no e-mail is sent. */
export function readMailSettings({
  SMTP_URL,
  MAIL_FROM,
  ORIGIN
}: Record<string, string | undefined>): MailSettings | undefined | { readonly wrong: string } {
  if (!SMTP_URL) return undefined;
  if (!goodUrl(SMTP_URL)) return { wrong: WRONG_URL };
  if (!MAIL_FROM || !/^(?:[^<>@"\r\n,;]+ <[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/.test(MAIL_FROM))
    return { wrong: WRONG_FROM };
  return ORIGIN ? { smtpUrl: SMTP_URL, from: MAIL_FROM } : { wrong: NO_ORIGIN };
}

function goodUrl(text: string): boolean {
  if (!/^smtps?:\/\/./.test(text) || !URL.canParse(text)) return false;
  const { username, password, hostname } = new URL(text);
  try {
    return hostname !== '' && decodeURIComponent(username + password) !== undefined;
  } catch {
    return false;
  }
}
