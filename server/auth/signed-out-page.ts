/**
 * The page a person without JavaScript meets when their session ended while they typed: plain HTML of its own,
 * because the page they were on may no longer be shown to them. It holds the whole form, their words visible and the
 * rest unseen, so that it can be sent again once they have signed in beside it.
 */
export function signedOutPage(typed: readonly [string, string][], address: string): string {
  const sendable = typed.filter(([name, value]) => value.trim() !== '' && !/password/i.test(name));
  const fields = sendable.map(([name, value], index) => field(name, value, index)).join('');
  return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Signed out - Concordat</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:1.1875rem/1.5 Arial,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#212b32;background:#fff}
textarea{width:100%;font:inherit;box-sizing:border-box}a{color:#005eb8}button{font:inherit;padding:.5rem 1rem}
@media(prefers-color-scheme:dark){body{color:#e8edee;background:#16202a}a{color:#7db8f0}textarea{color:inherit;background:#212b32}}</style>
</head><body><main><h1>You are signed out</h1>
<p>Nothing was sent. Keep this page open: what you typed is on it.</p>
<ol><li><a href="/sign-in" target="_blank" rel="noopener">Sign in again (opens in a new tab)</a></li>
<li>Come back to this page${sendable.length > 0 ? ' and press “Send it now”' : ''}.</li></ol>
${sendable.length > 0 ? `<form method="post" action="${escape(address)}">${fields}<button>Send it now</button></form>` : ''}
<p>Code: signed-out</p></main></body></html>`;
}

/** What people write, by the names of the fields they write it in. Everything else goes along unseen. */
const WRITTEN: Record<string, string> = {
  body: 'What you wrote',
  reason: 'Your reason',
  title: 'Title',
  question: 'Question',
  purpose: 'What it feeds and who decides',
  wording: 'The words that become the decision',
  reasons: 'Reasons',
  label: 'Label',
  short: 'Shorter form'
};

function field(name: string, value: string, index: number): string {
  const label = WRITTEN[name];
  if (!label) return `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`;
  return `<p><label for="kept-${index}">${label}</label>
<textarea id="kept-${index}" name="${escape(name)}" rows="4">${escape(value)}</textarea></p>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
