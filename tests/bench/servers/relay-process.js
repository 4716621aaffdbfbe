import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

/** The bare relay: whatever somebody sends goes to everybody else at the same path. Nothing is read or kept. */
const rooms = new Map();
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });

sockets.on('connection', (socket, request) => {
  const room = rooms.get(request.url) ?? new Set();
  rooms.set(request.url, room.add(socket));
  socket.on('message', (data) => {
    for (const other of room) if (other !== socket) other.send(data, { binary: true });
  });
  socket.on('error', () => undefined);
  socket.on('close', () => room.delete(socket));
});

server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('listening-for-bench'));
