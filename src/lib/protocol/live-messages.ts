import { LIVE_LIMITS } from './limits';
import { parseTopic, topicName, type Topic } from './topics';

/**
 * Messages of the `/live` socket, JSON text frames. A page says what it watches, `{"watch": ["ballot/…"]}`; the
 * server says what changed, `{"changed": ["ballot/…"]}`, and nothing about it.
 */

export function encodeWatch(topics: readonly Topic[]): string {
  return JSON.stringify({ watch: topics.map(topicName) });
}

export function encodeChanged(topics: readonly Topic[]): string {
  return JSON.stringify({ changed: topics.map(topicName) });
}

/** Undefined when the frame is not a well-formed message of a page, or names more than `most` things. */
export function decodeWatch(text: string, most: number = LIVE_LIMITS.topics): readonly Topic[] | undefined {
  const names = field(text, 'watch');
  return names && names.length <= most ? allTopics(names) : undefined;
}

export function decodeChanged(text: string): readonly Topic[] | undefined {
  const names = field(text, 'changed');
  return names ? allTopics(names) : undefined;
}

function field(text: string, name: string): unknown[] | undefined {
  try {
    const value: unknown = (JSON.parse(text) as Record<string, unknown> | null)?.[name];
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function allTopics(names: unknown[]): readonly Topic[] | undefined {
  const topics = names.map(parseTopic);
  return topics.every((topic) => topic !== undefined) ? (topics as Topic[]) : undefined;
}
