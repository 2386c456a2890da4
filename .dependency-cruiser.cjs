/**
 * Who may import whom. A path says where a file may run; this file makes it true.
 * When a rule stops you, the comment says which way leads through.
 */
const PRODUCT = '^(main|native|preload|renderer)/';

/** One library, one door: everything else asks the module behind that door. */
const only = (name, library, doors) => ({
  name,
  severity: 'error',
  comment: `${library} has one door; import the module behind that door instead.`,
  from: { path: PRODUCT, pathNot: doors },
  // A package without types of its own resolves to its @types.
  to: { path: `node_modules/(@types/)?(${library})(/|$)` },
});

/** The folders of the station that know one thing each. They meet in compose.ts. */
const FEATURES =
  'weighing|recognition|records|sheets|upload|platform|warnings|acceptance|ledger|printing|people|settings|gate|files|cameras|listening|support|video|reports';
const DEVICES = 'scale|camera|display|printer|barrier';
/** Types are erased before anything runs: they tie nothing together. */
const AS_VALUE = { dependencyTypesNot: ['type-only'] };

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: AS_VALUE } },
    {
      name: 'no-undeclared-package',
      severity: 'error',
      from: { path: PRODUCT },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'] },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: { path: PRODUCT },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-package-in-product',
      severity: 'error',
      comment: 'What is bundled into the program stands in "dependencies".',
      from: { path: PRODUCT, pathNot: '^native/runtime/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/(electron|@types/[^/]+)(/|$)', ...AS_VALUE },
    },
    {
      name: 'product-never-imports-test',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'runtime-is-not-product',
      severity: 'error',
      comment: 'native/runtime/ sets up and packages; the program itself never needs it.',
      from: { path: PRODUCT, pathNot: '^native/runtime/' },
      to: { path: '^native/runtime/' },
    },

    // Processes
    {
      name: 'electron-only-in-shell-and-preload',
      severity: 'error',
      from: {
        pathNot: ['^main/shell/', '^preload/preload\\.ts$', '^test/', '^native/runtime/registry-launcher\\.cjs$'],
      },
      to: { path: ['node_modules/electron(/|$)', '^electron$'] },
    },
    {
      name: 'shell-talks-by-message',
      severity: 'error',
      comment: 'The shell starts the station by path and speaks to it by message.',
      from: { path: '^main/shell/' },
      to: { path: '^(native|renderer)/|^main/(station/|headless)' },
    },
    {
      name: 'supervisor-is-plain-node',
      severity: 'error',
      from: { path: '^main/supervisor/' },
      to: { path: '^(native|renderer)/|^main/(shell|station)/' },
    },
    {
      name: 'headless-talks-by-message',
      severity: 'error',
      from: { path: '^main/headless[^/]*\\.ts$' },
      to: { path: '^(native|renderer)/|^main/(shell|station)/' },
    },
    {
      name: 'station-knows-no-shell',
      severity: 'error',
      from: { path: '^main/station/' },
      to: { path: '^main/(shell/|supervisor/|headless)|^renderer/|^preload/preload' },
    },

    // The border
    {
      name: 'contract-is-pure',
      severity: 'error',
      comment: 'The contract is one value that both sides read: zod and itself, nothing else.',
      from: { path: '^preload/contract/' },
      to: { pathNot: ['^preload/contract/', 'node_modules/zod(/|$)'] },
    },
    {
      name: 'rpc-is-plain',
      severity: 'error',
      comment: 'It runs in the page and in Node: no Node, no Electron.',
      from: { path: '^preload/rpc/' },
      to: { pathNot: ['^preload/(rpc|contract)/', 'node_modules/zod(/|$)'] },
    },
    {
      name: 'preload-script-is-tiny',
      severity: 'error',
      from: { path: '^preload/preload\\.ts$' },
      to: { pathNot: ['^preload/contract/', 'node_modules/electron(/|$)', '^electron$'] },
    },

    // The window
    {
      name: 'renderer-knows-only-the-contract',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(main|native)/|^preload/preload' },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '^renderer/(i18n/check-keys\\.ts|.*\\.mjs)$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'screens-are-strangers',
      severity: 'error',
      comment: 'What two screens share belongs in renderer/components/.',
      from: { path: '^renderer/screens/([^/]+)/' },
      to: { path: '^renderer/screens/', pathNot: '^renderer/screens/$1/' },
    },
    {
      name: 'components-do-not-import-screens',
      severity: 'error',
      from: { path: '^renderer/(components|station|i18n)/' },
      to: { path: '^renderer/screens/' },
    },

    // The devices
    {
      name: 'native-stands-alone',
      severity: 'error',
      comment: 'A device knows the words of the contract (vocabulary) and nothing of the program.',
      from: { path: '^native/' },
      to: { path: '^(main|renderer)/|^preload/(preload|rpc)|^preload/contract/(?!vocabulary|errors|paper)' },
    },
    {
      name: 'native-reports-codes',
      severity: 'error',
      comment: 'The closed list of error codes is a type for a device, not a thing to call.',
      from: { path: '^native/' },
      to: { path: '^preload/contract/errors', ...AS_VALUE },
    },
    {
      name: 'device-families-are-strangers',
      severity: 'error',
      from: { path: `^native/(${DEVICES})/` },
      to: { path: `^native/(${DEVICES})/`, pathNot: '^native/$1/' },
    },
    {
      name: 'protocols-are-pure',
      severity: 'error',
      comment: 'Bytes in, readings out: no Node, no library, no clock.',
      from: { path: '^native/scale/protocols/' },
      to: { pathNot: ['^native/scale/protocols/', '^preload/contract/vocabulary'] },
    },

    {
      name: 'video-is-pure',
      severity: 'error',
      comment:
        'Bytes in, pictures and files out: no Node, no library, no clock. rtsp/ holds the socket, video-file.ts the disk.',
      from: { path: '^native/camera/(video|rtp|mp4)/', pathNot: '^native/camera/mp4/video-file\\.ts$' },
      to: { pathNot: '^native/camera/(video|rtp|mp4)/(?!video-file\\.ts)' },
    },
    {
      name: 'video-below-rtp-below-rtsp',
      severity: 'error',
      comment: 'A picture knows nothing of packets, a packet nothing of connections, a file nothing of either.',
      from: { path: '^native/camera/(video|mp4)/' },
      to: { path: '^native/camera/(rtp|rtsp)/' },
    },
    {
      name: 'video-knows-no-files',
      severity: 'error',
      from: { path: '^native/camera/(video|rtp|rtsp)/' },
      to: { path: '^native/camera/mp4/' },
    },

    {
      name: 'the-listener-knows-only-bytes',
      severity: 'error',
      comment: 'What is made of a port follows from its bytes alone; listener.ts holds the port and has no opinion.',
      from: { path: '^native/scale/listening/', pathNot: '^native/scale/listening/listener\\.ts$' },
      to: { pathNot: ['^native/scale/listening/(?!listener\\.ts)', '^native/scale/(protocols/|frame-splitter\\.ts)'] },
    },

    // The station
    {
      name: 'rules-are-pure',
      severity: 'error',
      comment: 'Functional core: no I/O, no clock, no library.',
      from: { path: '^main/station/rules/' },
      to: { pathNot: ['^main/station/rules/', '^preload/contract/'] },
    },
    {
      name: 'readers-are-pure',
      severity: 'error',
      comment: 'Raw pixels in, text and confidence out: no I/O, no clock, no library, no decoder, no indicator.',
      from: { path: '^main/station/recognition/display/' },
      to: { pathNot: ['^main/station/recognition/display/'] },
    },
    {
      name: 'features-meet-in-compose',
      severity: 'error',
      comment: 'Types may cross between features; values are injected by compose.ts.',
      from: { path: `^main/station/(${FEATURES})/` },
      to: {
        path: `^main/station/(${FEATURES})/`,
        // support/ is what every feature may lean on.
        pathNot: ['^main/station/$1/', '^main/station/support/'],
        ...AS_VALUE,
      },
    },
    {
      name: 'only-compose-builds-devices',
      severity: 'error',
      from: { path: '^main/station/', pathNot: '^main/station/(compose-devices\\.ts$|video/thread/)' },
      to: { path: '^native/', ...AS_VALUE },
    },
    {
      name: 'video-thread-holds-streams',
      severity: 'error',
      comment: 'A thread of its own: streams, files, and the messages it shares with the main thread.',
      from: { path: '^main/station/video/thread/' },
      to: {
        pathNot: ['^main/station/video/', '^native/camera/(rtsp|video|mp4)/', '^preload/contract/vocabulary'],
        dependencyTypesNot: ['core', 'type-only'],
      },
    },
    {
      name: 'store-is-below-features',
      severity: 'error',
      from: { path: '^main/station/(store|support|spreadsheet)/' },
      to: {
        path: `^main/station/((${FEATURES})/|(calls|compose|station)\\.ts$)`,
        pathNot: '^main/station/support/',
        ...AS_VALUE,
      },
    },

    // One door per library
    only('one-door-sqlite', 'better-sqlite3', '^main/station/store/'),
    only('one-door-serial', 'serialport|@serialport/[^/]+', '^native/serial-link\\.ts$'),
    only('one-door-node-onvif', 'node-onvif', '^native/camera/onvif/simple-device\\.ts$'),
    only('one-door-onvif', 'onvif', '^native/camera/onvif/full-device\\.ts$'),
    only('one-door-escpos', 'escpos', '^native/printer/escpos-printer\\.ts$'),
    only('one-door-gb18030', 'iconv-lite', '^native/printer/gb18030\\.ts$'),
    only('one-door-qr', 'bwip-js', '^native/printer/qr-modules\\.ts$'),
    only('one-door-pdf', 'pdfkit', '^main/station/pdf/pdf-writer\\.ts$'),
    only(
      'one-door-http',
      'undici',
      '^main/station/upload/(adapters/|server-client\\.ts$)|^main/station/platform/|^native/(camera/signed-http|printer/ipp-queue)\\.ts$',
    ),
    only('one-door-csv-writing', 'csv-stringify', '^main/station/spreadsheet/csv-text\\.ts$'),
    only('one-door-zip', 'yazl', '^main/station/support/zip\\.ts$'),
    only('one-door-workbook', 'read-excel-file', '^main/station/spreadsheet/read-workbook\\.ts$'),
    only('one-door-delimited', 'csv-parse', '^main/station/spreadsheet/read-delimited\\.ts$'),
    only('one-door-initials', 'pinyin-pro', '^main/station/files/initials\\.ts$'),
    only('one-door-websocket', 'ws', '^main/headless-server\\.ts$'),
    only('one-door-jpeg', '@julusian/jpeg-turbo', '^main/station/recognition/|^native/camera/'),
    only('one-door-networks', 'onnxruntime-node', '^main/station/recognition/plate/onnx-model\\.ts$'),
    only('one-door-log', 'pino|pino-roll', '^main/log\\.ts$'),
    only('one-door-resilience', 'cockatiel', '^native/reconnect\\.ts$'),
    only('one-door-keys', 'jose', '^main/station/(platform|records|store)/'),
    only('one-door-i18n', 'i18next|react-i18next', '^renderer/i18n/'),
    only('one-door-live-state', 'zustand', '^renderer/station/live-store\\.ts$'),
    {
      name: 'http-goes-through-undici',
      severity: 'error',
      comment:
        'Outgoing requests need explicit time-outs. Only the headless form and the receiver of camera pushes open a server; pinned-agent asks nothing, it secures the library’s connections.',
      from: {
        path: PRODUCT,
        pathNot: [
          '^main/headless-server\\.ts$',
          '^native/runtime/',
          '^native/camera/pinned-agent\\.ts$',
          '^native/camera/push/',
        ],
      },
      to: { dependencyTypes: ['core'], path: '^(node:)?(http|https|http2)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|test-results|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
