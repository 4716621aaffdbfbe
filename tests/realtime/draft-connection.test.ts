import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DraftClient as Client } from './draft-client';
import { SyncWorld, words, write, type SyncPerson } from './sync-world';

let world: SyncWorld;
let editor: SyncPerson;

beforeAll(async () => {
  world = await SyncWorld.open();
  editor = await world.person('Erin Editor', { roles: ['editor'] });
});
afterAll(() => world.close());

describe('the editor’s connection and the real server', () => {
  test('SPC-20 what is written is "saving" at once and "saved" when it stands in the log', async () => {
    const draft = await world.draft(editor);
    const client = new Client(world, editor, draft);
    await client.reaches('saved');
    write(client.connection.ydoc, 'Kept words.');
    expect(client.status).toBe('saving');
    await client.reaches('saved');
    expect(words(await world.stored(draft))).toContain('Kept words.');
    client.connection.destroy();
  });

  test('SPC-22 an edit without the right is refused in words, nothing is stored, and the words can be copied', async () => {
    const draft = await world.draft(editor);
    const client = new Client(world, await world.person('Rita Reader', { roles: ['contributor'] }), draft);
    await client.reaches('read-only');
    write(client.connection.ydoc, 'Not allowed.');
    await client.reaches('not-allowed');
    expect(client.connection.state.stopped?.message).toBe('You can read this text but not change it.');
    expect(client.connection.unsentText()).toBe('Not allowed.');
    expect(await world.log(draft)).toEqual([]);
    client.connection.destroy();
  });

  test('SPC-23 signed out while typing: nothing is lost, and it is sent after signing in again', async () => {
    const draft = await world.draft(editor);
    const person = await world.person('Una Unlucky', { roles: ['editor'] });
    const client = new Client(world, person, draft);
    await client.reaches('saved');
    world.rooms.endSession(person.sessionHash);
    await client.reaches('signed-out');
    write(client.connection.ydoc, 'Typed while signed out.');
    expect(client.status).toBe('signed-out');
    expect(client.connection.unsentText()).toBe('Typed while signed out.');
    expect(await world.log(draft)).toEqual([]);
    const { name, value } = await world.sessions.start(person.personId);
    client.cookie = `${name}=${value}`;
    await client.connection.resume();
    await client.reaches('saved');
    expect(words(await world.stored(draft))).toContain('Typed while signed out.');
    client.connection.destroy();
  });

  test('SPC-23 somebody else has signed in instead: nothing is sent under their name', async () => {
    const draft = await world.draft(editor);
    const person = await world.person('Fred First', { roles: ['editor'] });
    const second = await world.person('Sue Second', { roles: ['editor'] });
    const client = new Client(world, person, draft);
    await client.reaches('saved');
    world.rooms.endSession(person.sessionHash);
    await client.reaches('signed-out');
    write(client.connection.ydoc, 'Not hers.');
    client.cookie = second.cookie;
    client.whyRefused = { why: 'held-back', message: 'You are now signed in as Sue Second.' };
    await client.connection.resume();
    expect(client.status).toBe('held-back');
    expect(client.connection.unsentText()).toBe('Not hers.');
    expect(await world.log(draft)).toEqual([]);
    client.connection.destroy();
  });
});
