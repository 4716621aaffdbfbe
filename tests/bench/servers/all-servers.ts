import { concordat, concordatOwnNode } from './concordat';
import { concordatPostgres } from './concordat-postgres';
import { hocuspocus3, hocuspocus4 } from './hocuspocus';
import { relay } from './relay';
import type { MeasuredServer } from './server';
import { yWebsocket, yWebsocketLevel } from './y-websocket';

/** In the order of the tables. The relay is first: ratios are to it. */
export const ALL_SERVERS: readonly MeasuredServer[] = [
  relay,
  yWebsocket,
  yWebsocketLevel,
  hocuspocus3,
  hocuspocus4,
  concordat,
  concordatOwnNode,
  concordatPostgres
];

/** Left out of a short run: its figures lie close to a neighbour's. */
export const ONLY_IN_FULL: readonly MeasuredServer[] = [concordatOwnNode];
