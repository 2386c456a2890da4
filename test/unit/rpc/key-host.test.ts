import { describe, expect, it } from 'vitest';
import { ChannelKeyHost } from '../../../main/station/key-host.ts';
import type { FromStation } from '../../../main/host-protocol.ts';

describe('the key host', () => {
  it('asks over the channel and matches the answers, in whatever order they come', async () => {
    const posted: FromStation[] = [];
    const channel = {
      post: (message: FromStation) => void posted.push(message),
      onMessage: () => {},
      onLive: () => {},
      onClose: () => {},
    };
    const host = new ChannelKeyHost(channel, true);
    const [sealed, plain] = [host.seal(Buffer.from('plain')), host.unseal(Buffer.from('sealed'))];
    expect(posted).toEqual([
      { type: 'seal', id: 1, bytes: Buffer.from('plain').toString('base64') },
      { type: 'unseal', id: 2, bytes: Buffer.from('sealed').toString('base64') },
    ]);
    host.answered(2, null);
    host.answered(1, Buffer.from('wrapped').toString('base64'));
    host.answered(7, 'nobody asked');
    expect(await sealed).toEqual(Buffer.from('wrapped'));
    expect(await plain).toBeNull();
  });
});
