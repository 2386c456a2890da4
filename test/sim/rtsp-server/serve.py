"""A camera's video as GStreamer's RTSP server gives it out: encoded pictures from a file, in a loop, at their pace.

One JSON object as the only argument (see rtsp-server.ts). One JSON line on stdout once it listens. Then one command a line
on stdin: `freeze`, `thaw`. Ends when stdin ends, so that it never outlives who started it.

Pushed: the pictures come one by one on descriptor 3, each behind the number of its path (one byte) and its length (four,
big-endian). Lines on stdout say which paths are watched.
"""
import json
import os
import sys
import threading

import gi

gi.require_version('Gst', '1.0')
gi.require_version('GstRtsp', '1.0')
gi.require_version('GstRtspServer', '1.0')
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

Gst.init(None)
OPTIONS = json.loads(sys.argv[1])
H264 = OPTIONS['codec'] == 'h264'
FROZEN = False


def nal_type(nal):
    return nal[0] & 0x1F if H264 else (nal[0] >> 1) & 0x3F


DELIMITER = 9 if H264 else 35
SETS = (7, 8) if H264 else (32, 33, 34)


def read_pictures(path):
    """The NAL units of each picture: the encoder puts a delimiter before every one."""
    with open(path, 'rb') as file:
        stream = file.read()
    pictures = []
    at = stream.find(b'\x00\x00\x01')
    while at >= 0:
        end = stream.find(b'\x00\x00\x01', at + 3)
        nal = stream[at + 3:end if end >= 0 else None].rstrip(b'\x00')
        if nal_type(nal) == DELIMITER:
            pictures.append([])
        elif pictures:
            pictures[-1].append(nal)
        at = end
    return pictures


PUSHED = OPTIONS['pushed']
PICTURES = [[]] if PUSHED else read_pictures(OPTIONS['file'])
FIRST_SETS = [nal for nal in PICTURES[0] if nal_type(nal) in SETS]


def configuration():
    """avcC or hvcC with the parameter sets: from it the server writes its description."""
    def of(kind):
        return [nal for nal in FIRST_SETS if nal_type(nal) == kind]

    def listed(sets):
        return b''.join(len(nal).to_bytes(2, 'big') + nal for nal in sets)

    if H264:
        sps = of(7)
        return bytes([1]) + sps[0][1:4] + bytes([0xFF, 0xE0 | len(sps)]) + listed(sps) + bytes([len(of(8))]) + listed(of(8))
    sps = of(33)[0]
    profile = sps[3:15]  # general profile, tier, level: behind the header and one byte
    arrays = b''.join(bytes([0x80 | kind]) + len(of(kind)).to_bytes(2, 'big') + listed(of(kind)) for kind in SETS)
    return bytes([1]) + profile + b'\xf0\x00\xfc\xfd\xf8\xf8\x00\x00\x0f\x03' + arrays


SDP_ONLY = OPTIONS['parameterSets'] == 'sdp'
if SDP_ONLY:
    BODIES = [b''.join(len(nal).to_bytes(4, 'big') + nal for nal in picture if nal_type(nal) not in SETS)
              for picture in PICTURES]
    FORM = 'stream-format=(string)%s,codec_data=(buffer)%s' % ('avc' if H264 else 'hvc1', configuration().hex())
else:
    BODIES = [b''.join(b'\x00\x00\x00\x01' + nal for nal in picture) for picture in PICTURES]
    FORM = 'stream-format=(string)byte-stream'
CAPS = 'video/x-%s,alignment=(string)au,width=%d,height=%d,framerate=%d/1,%s' % (
    OPTIONS['codec'], OPTIONS['width'], OPTIONS['height'], OPTIONS['fps'], FORM)
FRAME = Gst.SECOND // OPTIONS['fps']


class Stream(GstRtspServer.RTSPMediaFactory):
    """One camera. All who ask see the same pictures at the same time."""

    def __init__(self, first):
        super().__init__()
        self.first = first
        self.set_shared(True)

    def do_create_element(self, url):
        element = Gst.parse_launch(
            '( appsrc name=src is-live=true format=time block=false max-bytes=0 '
            '! rtp%spay name=pay0 pt=96 config-interval=0 mtu=%d )' % (OPTIONS['codec'], OPTIONS['mtu']))
        source = element.get_by_name('src')
        source.set_property('caps', Gst.Caps.from_string(CAPS))
        Feeder(source, self.first)
        return element


class PushedStream(GstRtspServer.RTSPMediaFactory):
    """One camera whose pictures come from outside, while it is watched."""

    def __init__(self, path):
        super().__init__()
        self.path = path
        self.source = None
        self.set_shared(True)
        self.connect('media-configure', lambda _factory, media: media.connect('unprepared', lambda _media: self.leave()))

    def do_create_element(self, url):
        element = Gst.parse_launch(
            '( appsrc name=src is-live=true format=time do-timestamp=true block=false max-bytes=0 '
            '! rtp%spay name=pay0 pt=96 config-interval=0 mtu=%d )' % (OPTIONS['codec'], OPTIONS['mtu']))
        self.source = element.get_by_name('src')
        self.source.set_property('caps', Gst.Caps.from_string(CAPS))
        self.begun = False
        print(json.dumps({'watched': self.path}), flush=True)
        return element

    def leave(self):
        self.source = None
        print(json.dumps({'left': self.path}), flush=True)

    def push(self, picture):
        # With the sets, so a key picture.
        self.begun = self.begun or b'\x00\x00\x01\x67' in picture
        if self.begun and not FROZEN:
            self.source.emit('push-buffer', Gst.Buffer.new_wrapped(picture))


def take_pushed(streams):
    pipe = os.fdopen(3, 'rb')
    while True:
        head = pipe.read(5)
        if len(head) < 5:
            return
        picture = pipe.read(int.from_bytes(head[1:], 'big'))
        stream = streams[head[0]]
        if stream.source is not None:
            stream.push(picture)


class Feeder:
    """Pushes the pictures of one stream at their pace for as long as somebody takes them."""

    def __init__(self, source, first):
        self.source = source
        self.at = first
        self.started = None
        self.ticks = 0
        GLib.timeout_add(max(1, 1000 // OPTIONS['fps'] // 2), self.tick)

    def tick(self):
        clock = self.source.get_clock()
        if clock is None or self.source.get_state(0)[1] != Gst.State.PLAYING:
            # Not yet, or not any more: the pipeline of a stream that nobody takes is thrown away.
            self.ticks += 1
            return self.started is None and self.ticks < 1000
        running = clock.get_time() - self.source.get_base_time()
        if self.started is None:
            self.started = running
            self.ticks = 0
        while self.ticks * FRAME <= running - self.started:
            if not FROZEN:
                buffer = Gst.Buffer.new_wrapped(BODIES[self.at % len(BODIES)])
                buffer.pts = self.started + self.ticks * FRAME
                buffer.dts = buffer.pts
                buffer.duration = FRAME
                if self.source.emit('push-buffer', buffer) != Gst.FlowReturn.OK:
                    return False
            # A frozen camera's clock goes on.
            self.at += 1
            self.ticks += 1
        return True


server = GstRtspServer.RTSPServer()
server.set_address('127.0.0.1')
server.set_service(str(OPTIONS['port']))

auth = OPTIONS['auth']
permissions = GstRtspServer.RTSPPermissions()
if auth is not None:
    token = GstRtspServer.RTSPToken()
    token.set_string('media.factory.role', 'viewer')
    permissions.add_role('viewer')
    permissions.add_permission_for_role('viewer', 'media.factory.access', True)
    permissions.add_permission_for_role('viewer', 'media.factory.construct', True)
    keeper = GstRtspServer.RTSPAuth()
    keeper.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    keeper.add_digest(auth['username'], auth['password'], token)
    server.set_auth(keeper)

STREAMS = []
for number, path in enumerate(OPTIONS['paths']):
    # Cameras of one server are not at the same picture.
    stream = PushedStream(path) if PUSHED else Stream(number * len(BODIES) // len(OPTIONS['paths']))
    STREAMS.append(stream)
    if auth is not None:
        stream.set_permissions(permissions)
    server.get_mount_points().add_factory(path, stream)


def on_client(_server, client):
    def on_session(_client, session):
        session.set_timeout(OPTIONS['sessionTimeoutS'])

    client.connect('new-session', on_session)


server.connect('client-connected', on_client)
# Sessions end by their time-out only where somebody looks.
GLib.timeout_add(500, lambda: server.get_session_pool().cleanup() >= 0)

loop = GLib.MainLoop()


def on_command(channel, _condition):
    global FROZEN
    line = channel.readline()
    if line == '':
        loop.quit()
        return False
    FROZEN = {'freeze': True, 'thaw': False}.get(line.strip(), FROZEN)
    return True


GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, lambda *_: on_command(sys.stdin, None))

if server.attach(None) == 0:
    sys.exit('the port is taken')
if PUSHED:
    threading.Thread(target=take_pushed, args=(STREAMS,), daemon=True).start()
print(json.dumps({'ready': True, 'port': server.get_bound_port()}), flush=True)
loop.run()
