import { DEMO_PASSWORD } from '#server/cli/seed-demo';

/** Signs in to a running demo over HTTP, as a script would, and answers the cookie to send. */
export async function signInToDemo(url: string, email: string): Promise<string> {
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url },
    body: new URLSearchParams({ email, password: DEMO_PASSWORD })
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(';', 1)[0];
  await answer.arrayBuffer();
  if (!cookie) throw new Error(`${email} could not sign in: ${answer.status}`);
  return cookie;
}

/** Starts a specification from the template and answers the sync room of its text. */
export async function startSpecification(url: string, cookie: string, title: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/specifications`, {
    method: 'POST',
    headers: { origin: url, cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ title, serviceNumber: '1' })
  });
  const { room } = (await answer.json()) as { room?: string };
  if (!room) throw new Error(`A specification could not be started: ${answer.status}`);
  return room;
}
