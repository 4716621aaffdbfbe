import { isSetUp, newSetUpToken } from './auth/set-up';
import { DEMO_PASSWORD } from './cli/seed-demo';
import type { Tools } from './runtime';

/** What the console says once we listen: where to go, and who to sign in as. */
export async function startUpLines(tools: Tools, port: number, storedIn: string): Promise<string> {
  const { config, db } = tools;
  const address = process.env.ORIGIN ?? `http://localhost:${port}`;
  const lines = ['', `Concordat is ready at ${address}  (${storedIn})`];
  if (config.secure && config.trustedProxyHops === 0) lines.push(ONE_ADDRESS);
  if (config.demo) lines.push(...demoLines());
  else if (!(await isSetUp(db))) {
    lines.push('Nobody can sign in yet. Open this link, once, to set up your organisation:');
    lines.push(`  ${address}/set-up?token=${await newSetUpToken(db)}`);
  }
  return [...lines, ''].join('\n');
}

const ONE_ADDRESS =
  'Warning: ORIGIN is https and TRUSTED_PROXY_HOPS is 0, so everybody counts as one address when passwords are tried. Set it to the number of proxies in front.';

function demoLines(): string[] {
  return [
    'This is the Wenmoor Vale demo: invented organisations and people, not an NHS service.',
    'Sign in with one button each, or with an address and the demo password:',
    '  helen.marsh@wenmoor.example      commissioner, leads the partnership',
    '  owen.pryce@wenmoor.example       GP',
    '  priya.nair@wenmoor.example       social services',
    '  patrick.doyle@wenmoor.example    patient and carer representative',
    '  ngozi.oyelaran@wenmoor.example   board chair',
    `  password: ${DEMO_PASSWORD}`,
    'Start again from nothing: npm run demo:reset'
  ];
}
