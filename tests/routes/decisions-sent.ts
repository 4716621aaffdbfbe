import { decisionFields, type Boards } from '#tests/builders/decisions';
import { PASSWORD } from '#tests/builders/world';
import { freshReference, type Objects } from './people-and-objects';

export function decisionJson(version: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return decisionFields({ versionId: version } as Boards, { reference: freshReference(), ...more });
}

export function decisionForm(version: string): Record<string, string> {
  return {
    reference: freshReference(),
    title: 'Falls service',
    question: 'Which elements?',
    wording: 'Fund option A.',
    reasons: 'Night cover.',
    'options.0.title': 'Fund',
    'options.0.reason': 'Night cover.',
    'options.1.title': 'Do nothing',
    'options.1.reason': 'Uneven cover.',
    chosen: '0',
    versionId: version
  };
}

export function signature({ decisionHash, versionHash }: Objects): Record<string, string> {
  return { outcome: 'signed', password: PASSWORD, decisionHash, versionHash };
}
