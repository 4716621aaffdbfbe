import { createTransport } from 'nodemailer';
import type { MailSettings } from '../mail-config';
import { NotCarried, type CarryMail, type MailToCarry } from './postman';

/** Milliseconds. An e-mail of ours is small: a server that takes longer is not well, and is tried again. */
const PATIENCE = {
  connectionTimeout: 5_000,
  greetingTimeout: 5_000,
  socketTimeout: 10_000,
  dnsTimeout: 5_000
};

/** Hands e-mails to an SMTP server, each over a connection of its own. */
export function smtpCarrier({ smtpUrl, from }: MailSettings): CarryMail {
  const url = new URL(smtpUrl);
  const port = url.port ? { port: Number(url.port) } : {};
  const user = decodeURIComponent(url.username);
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    ...port,
    secure: url.protocol === 'smtps:',
    // A password is never said where others can listen.
    requireTLS: user !== '' && url.protocol === 'smtp:',
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    ...PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true
  });
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/>.*$/, '');
  return async (mail) => {
    try {
      await transport.sendMail(message(mail, from, domain));
    } catch (error) {
      throw notCarried(error);
    }
  };
}

function message({ id, to, subject, text, html, unsubscribeUrl }: MailToCarry, from: string, domain: string) {
  return {
    from,
    // An address alone, never read as a list of them.
    to: { name: '', address: to },
    subject,
    text,
    html,
    messageId: `<${id}@${domain}>`,
    headers: {
      'List-Unsubscribe': `<${unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All'
    }
  };
}

/** What a server says may hold addresses: only its number is kept. A 5xx about who it is for will not change. */
function notCarried(error: unknown): NotCarried {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const number = typeof responseCode === 'number' ? responseCode : undefined;
  const forGood = code === 'EENVELOPE' && number !== undefined && number >= 500;
  return new NotCarried(String(number ?? (typeof code === 'string' ? code : 'unknown')), forGood);
}
