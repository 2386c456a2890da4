/**
 * What an error says to a person, in four sentences; the fifth part is the number (error-numbers.ts):
 * what happened – what still works – what to do – whom to call. `{{…}}` are the error's params.
 */
import type { ErrorCode } from '../../preload/contract/errors.ts';

/** [what happened, what still works, what to do, whom to call] */
export type ErrorWords = readonly [what: string, works: string, todo: string, call: string];

const OTHERS = '其他功能正常。';
const SAVED = '重量和已有照片已存盘。';
const WEIGHING = '称重和抓拍照常。';
const QUEUED = '称重照常，资料都在本机，一份不丢。';
const NOTHING_CHANGED = '没有改动任何记录，称重照常。';
const HALTED = '现在不能称重；已存的记录完好。';
/** Of a port: it is tried again for ever. */
const UNREAD =
  '用它的磅秤不能称重，其他功能正常；好了自动恢复。'; /** Of the port that smart cameras post to: the same. */
const PUSH = '没有相机推送的车牌；识别、称重照常，好了自动恢复。';

const TYPE_PLATE = '请手工输入车牌，照常继续。';

/** Of a barrier. */
const BY_HAND = '称重照常，记录都已存盘。';

const SERVICE = '仍不行请叫维修。';
const CAMERA = '仍不行请叫摄像机维修。';
const NETWORK = '2 小时不恢复请叫网络维修。';
const MANAGER = '有疑问请找治超专责人。';
const INSTALLER = '请联系承建单位。';
const PLATFORM = '请治超专责人联系县平台。';
const NOBODY = '不用叫人。';

const AGAIN_OR_REASON = '按 Enter 再拍；还不行就选原因继续，记录和装载单会永久注明“证据不全”。';

export const errorsZhCn: Readonly<Record<ErrorCode, ErrorWords>> = {
  'scale.signal-lost': [
    '磅秤仪表没有数据。',
    '本车不能称重，其他功能正常。',
    '检查仪表电源和串口线，程序会自动重连。',
    '2 分钟不恢复请叫维修。',
  ],
  'scale.unstable': [
    '重量还没有稳定。',
    '什么都没有存，本车可以继续称。',
    '请车辆熄火停稳、人离开磅台，稳定后再按。',
    '一直不稳请叫维修。',
  ],
  'scale.below-minimum': ['重量低于最小称量 {{minKg}} kg。', OTHERS, '请确认车辆已全部上磅。', SERVICE],
  'scale.over-capacity': [
    '重量超过磅秤最大称量 {{maxKg}} kg。',
    '没有存，其他功能正常。',
    '请车辆立即下磅，不要再上。',
    '请叫维修检查传感器。',
  ],
  'scale.not-returned-to-zero': [
    '上一车之后磅秤没有回到零。',
    '本车暂不能称重，其他功能正常。',
    '请车辆下磅，清扫磅台，等显示回零后再上磅。',
    '空磅仍不回零请叫维修。',
  ],
  'scale.not-understood': [
    '仪表的数据不像所设的协议。',
    '本车不能称重，其他功能正常。',
    '按 F1 听一听，找出仪表现在的协议和速率。',
    INSTALLER,
  ],
  'scale.checksum': [
    '仪表的数据校验都不对，可能根本不发校验。',
    '本车不能称重，其他功能正常。',
    '按 F1 听一听，看它发的是什么。',
    INSTALLER,
  ],
  'scale.rubbish': [
    '仪表有数据，但不成样：像是速率不对，或线上有干扰。',
    '本车不能称重，其他功能正常。',
    '按 F1 听一听，找出速率；听不出来就查地线和接线。',
    INSTALLER,
  ],
  'scale.parity': [
    '仪表按 {{form}} 发送，串口却按 8N1 打开。',
    '本车不能称重，其他功能正常。',
    '按 F1 听一听再采用；或把串口（串口服务器）设为 {{form}}。',
    INSTALLER,
  ],
  'scale.not-whole-kg': [
    '仪表的数不是整公斤：单位或小数点设得不对。',
    '本车不能称重，其他功能正常。',
    '请核对仪表的单位、小数点和配置里的单位。',
    INSTALLER,
  ],
  'port.busy': ['串口正被另一个程序占用。', UNREAD, '请关闭占用它的程序（旧的称重软件、串口调试工具）。', INSTALLER],
  'port.denied': ['系统不允许打开这个串口。', UNREAD, '请把运行本程序的用户加入串口用户组，再重新登录。', INSTALLER],
  'port.gone': ['串口不在了，或者连不上。', UNREAD, '请检查串口线、USB 转换器和地址。', SERVICE],
  'port.failed': ['串口打不开：{{reason}}。', UNREAD, '请换一个串口，或重插转换器。', INSTALLER],
  'port.adapter-absent': [
    '编号 {{adapter}} 的 USB 转换器没有插上。',
    UNREAD,
    '请插上它，插哪个口都行；换了转换器就按 F12 再按 F1 听仪表，重新采用。',
    SERVICE,
  ],
  'port.adapter-twice': [
    '有两个串口都是 USB 编号 {{adapter}}，分不清哪个是仪表。',
    UNREAD,
    '请拔掉多余的转换器；或在配置里改用串口号（path）。',
    INSTALLER,
  ],
  'listen.truck-on-deck': ['磅上有车，正在称重。', '什么都没有停，称重照常。', '请等这辆车下磅后再听仪表。', NOBODY],
  'listen.no-proposal': ['还没有可用的结果。', NOTHING_CHANGED, '请重新听一次，等出现建议再采用。', INSTALLER],
  'scale.unknown': ['没有这台磅秤。', OTHERS, '请检查配置中的磅秤编号。', INSTALLER],
  'evidence.incomplete': ['本车照片不全：{{missing}}。', SAVED, AGAIN_OR_REASON, CAMERA],
  'evidence.damaged': [
    '一张已存的照片丢失或被改动。',
    '称重记录完好，其余照常上传。',
    '请不要动照片文件夹。',
    '请立即联系承建单位。',
  ],
  'camera.refused': ['{{camera}}拒绝连接。', SAVED, AGAIN_OR_REASON, CAMERA],
  'camera.unauthorised': ['{{camera}}不认用户名或密码。', SAVED, AGAIN_OR_REASON, '请承建单位改密码。'],
  'camera.timeout': ['{{camera}} 3 秒没有回应。', SAVED, AGAIN_OR_REASON, CAMERA],
  'camera.disconnected': ['{{camera}}传到一半断线。', SAVED, AGAIN_OR_REASON, CAMERA],
  'camera.http-status': ['{{camera}}回答出错（{{status}}）。', SAVED, AGAIN_OR_REASON, CAMERA],
  'camera.not-jpeg': ['{{camera}}给的不是照片。', SAVED, AGAIN_OR_REASON, CAMERA],
  'camera.truncated': ['{{camera}}的照片只有一部分。', SAVED, AGAIN_OR_REASON, CAMERA],
  'camera.too-large': ['{{camera}}的照片过大，未收。', SAVED, AGAIN_OR_REASON, '请承建单位调低分辨率。'],
  'camera.too-small': ['{{camera}}的照片不足 200 万像素。', SAVED, AGAIN_OR_REASON, '请承建单位调高分辨率。'],
  'camera.black': ['{{camera}}的照片全黑。', SAVED, '检查镜头和补光灯。' + AGAIN_OR_REASON, CAMERA],
  'camera.frozen': ['{{camera}}给的还是上一车的照片。', SAVED, '给摄像机断电重启。' + AGAIN_OR_REASON, CAMERA],
  'camera.display-differs': [
    '{{camera}}拍到的显示屏数字与仪表不同。',
    SAVED,
    AGAIN_OR_REASON,
    '屏和仪表确实不同，请叫仪表维修。',
  ],
  'camera.stale': ['{{camera}}的照片不是现在拍的。', SAVED, AGAIN_OR_REASON, CAMERA],
  'camera.foreign-host': [
    '{{camera}}给的照片地址不是它自己的，未取。',
    SAVED,
    AGAIN_OR_REASON,
    '请承建单位检查摄像机地址。',
  ],
  'camera.certificate': [
    '{{camera}}出示的证书与登记的不同，没有向它发送任何内容。',
    OTHERS,
    '摄像机是否换过或恢复过出厂设置？如果没有，可能有人在中间冒充，不要登记新证书。',
    '请承建单位到摄像机旁核对，再重新登记证书。',
  ],
  'camera.service-fault': [
    '{{camera}}拒绝了这个请求。',
    WEIGHING,
    '请重试；仍不行就在摄像机自己的网页上设置。',
    INSTALLER,
  ],
  'camera.setting-refused': ['{{camera}}不能设成这样。', WEIGHING, '请从摄像机给出的值中选择。', INSTALLER],
  'camera.interface-unknown': ['本机没有这个网络连接。', OTHERS, '请从列表中选择，或在全部连接上搜索。', INSTALLER],
  'camera.no-snapshot': ['{{camera}}没有抓拍功能。', SAVED, AGAIN_OR_REASON, INSTALLER],
  'camera.no-video': ['{{camera}}没有可用的视频。', WEIGHING, '请把视频编码设为 H.264 或 H.265。', INSTALLER],
  'camera.video-silent': ['{{camera}}的视频停住了。', WEIGHING, '检查摄像机电源和网线，程序会自动重连。', CAMERA],
  'camera.video-garbled': [
    '{{camera}}传来的不是视频。',
    WEIGHING,
    '程序会自动重连；反复出现请给摄像机断电重启。',
    CAMERA,
  ],
  'video.not-found': ['那段时间没有录像，或已过保存期。', WEIGHING, '请换一段时间或另一台摄像机。', SERVICE],
  'video.too-much': ['那段时间的录像超过 {{most}} 个文件，没有导出。', WEIGHING, '请选短一些，分几次导出。', NOBODY],
  'video.restarting': ['视频部分出错，正在重新启动。', WEIGHING, '几秒后自动恢复。', SERVICE],
  'plate.model-missing': ['缺少识别车牌的文件 {{file}}。', WEIGHING, TYPE_PLATE, INSTALLER],
  'plate.model-damaged': ['识别车牌的文件 {{file}} 已损坏。', WEIGHING, TYPE_PLATE, INSTALLER],
  'plate.not-a-picture': ['没有可以识别车牌的照片。', WEIGHING, TYPE_PLATE, CAMERA],
  'plate.reader-ended': ['识别车牌的部分出错，正在重新启动。', WEIGHING, TYPE_PLATE, SERVICE],
  'plate.busy': ['等着识别车牌的照片太多。', WEIGHING, TYPE_PLATE, SERVICE],
  'push.no-connection': [
    '接收相机推送的网络连接不在：{{detail}}。',
    PUSH,
    '请检查网线；连接改了名，就在配置的 platePush.connection 里改过来。',
    INSTALLER,
  ],
  'push.port-busy': [
    '接收相机推送的端口正被另一个程序占用：{{detail}}。',
    PUSH,
    '请关闭那个程序，或换一个端口，相机里也要改。',
    INSTALLER,
  ],
  'push.failed': ['接收相机推送的端口打不开：{{detail}}。', PUSH, '请换一个端口，相机里也要改。', INSTALLER],
  'display.not-found': [
    '这张照片里没有找到显示屏。',
    WEIGHING,
    '让屏亮着数字，再拍一张；还找不到就用方向键把四个角移到屏上。',
    INSTALLER,
  ],
  'display.mark-invalid': ['四个角围不成一块屏。', WEIGHING, '请从屏的左上角起，按顺时针把四个角移到屏上。', NOBODY],
  'display.reader-ended': ['识别照片的部分出错，正在重新启动。', WEIGHING, '请过半分钟再试。', SERVICE],
  'display.trial-running': ['已经有一次试读正在进行。', WEIGHING, '请等它拍完，或按 Esc 停下。', NOBODY],
  'camera.absent': ['没有装{{camera}}。', SAVED, '选原因继续，记录会注明“证据不全”。', '请承建单位补装。'],
  'camera.unknown': ['没有这台摄像机。', OTHERS, '请检查配置中的摄像机编号。', INSTALLER],
  'gate.unknown': ['没有这个出入口。', OTHERS, '请检查配置中的出入口摄像机。', INSTALLER],
  'gate.chain-unknown': [
    '本机资料可能不是最新的，正在等县平台核对。',
    '这次没有补记；摄像机自己发现的车照常存盘。',
    '请接通网络，等平台回答后再补记。',
    PLATFORM,
  ],
  'barrier.absent': ['这里没有接道闸。', OTHERS, '请检查配置中的道闸。', INSTALLER],
  'barrier.unreachable': ['道闸继电器连不上。', BY_HAND, '请用道闸自己的手动按钮放行，检查继电器电源和网线。', SERVICE],
  'barrier.no-answer': ['道闸继电器没有回应。', BY_HAND, '看一眼闸杆；没抬就用手动按钮放行。', SERVICE],
  'barrier.refused': ['道闸继电器拒绝了这个动作（{{detail}}）。', BY_HAND, '请用道闸自己的手动按钮放行。', INSTALLER],
  'barrier.garbled': ['道闸继电器的回应对不上。', BY_HAND, '看一眼闸杆；没抬就用手动按钮放行。', SERVICE],
  'barrier.differs': ['道闸继电器读回的状态和命令不一样。', BY_HAND, '看一眼闸杆；没抬就用手动按钮放行。', SERVICE],
  'gate.pass-not-found': ['找不到这条过车记录。', NOTHING_CHANGED, '请在过车记录里重新选。', SERVICE],
  'gate.nothing-open': ['这辆车已经没有要核对的事。', NOTHING_CHANGED, '不用再说明。', NOBODY],
  'gate.close-there': ['过车的事在厂门页说明。', NOTHING_CHANGED, '请到厂门页，按 F4 看要核对的车。', NOBODY],
  'weighing.not-found': ['找不到这条称重记录。', NOTHING_CHANGED, '按 F8 重新查找。', SERVICE],
  'weighing.already-void': ['这条记录已经作废。', NOTHING_CHANGED, '不用再作废。', NOBODY],
  'weighing.has-sheet': ['这条记录已经开了装载单。', NOTHING_CHANGED, '请先作废装载单，再处理记录。', MANAGER],
  'weighing.no-capture': ['本车还没有抓拍。', '称重正常。', '停稳后先抓拍，再重拍。', NOBODY],
  'weighing.plate-invalid': ['车牌不符合规则。', '本车没有存，可以继续。', '请改车牌（称重时按 F2）。', MANAGER],
  'weighing.too-soon': [
    '{{plate}} 在 {{secondsAgo}} 秒前刚称过，不到 {{minSeconds}} 秒。',
    '这次还没有存，上次的记录在。',
    '确要再称，请选原因；车牌错了，按 F2 改。',
    MANAGER,
  ],
  'weighing.trip-too-short': [
    '{{plate}} {{minutesAgo}} 分钟前刚开 {{number}} 号单出场，不到 {{minMinutes}} 分钟。',
    '这次还没有存，上次的记录在。',
    '对一下车和车牌；确是这辆车请选原因，车牌错了按 F2 改。',
    MANAGER,
  ],
  'weighing.other-axles': [
    '{{plate}} 档案为 {{fileAxles}} 轴，现在说的是 {{axles}} 轴。',
    '这次还没有存，可以继续。',
    '数一下车轴；轴数或车牌错了按 F2 改，确实不同请选原因。',
    MANAGER,
  ],
  'document.not-found': ['找不到这份资料。', NOTHING_CHANGED, '按 F8 重新查找。', SERVICE],
  'pass.not-found': ['找不到这次过磅的曲线。', NOTHING_CHANGED, '按 F8 重新查找。', SERVICE],
  'warning.not-found': ['找不到这条待查事项。', NOTHING_CHANGED, '按 F9 重新查找。', SERVICE],
  'warning.already-acknowledged': [
    '{{operatorId}} 已经说明过这件事。',
    NOTHING_CHANGED,
    '按 Esc 返回，看其他待查事项。',
    NOBODY,
  ],
  'store.disk-full': [
    '硬盘满了，这一步没有存。',
    '以前的记录都在。现在不能称重。',
    '请腾出硬盘空间（不要动数据文件夹），然后再按一次。',
    '请立即叫维修。',
  ],
  'store.failed': [
    '硬盘写不进去，这一步没有存。',
    '以前的记录都在。',
    '请再按一次；还不行就停止放行。',
    '请立即叫维修。',
  ],
  'sheet.not-found': ['找不到这张装载单。', NOTHING_CHANGED, '按 F8 重新查找。', SERVICE],
  'sheet.already-void': ['这张装载单已经作废。', NOTHING_CHANGED, '不用再作废。', NOBODY],
  'sheet.over-limit': [
    '超限 {{overKg}} kg：限重 {{limitKg}} kg。',
    '称重已存，不能出装载单，不能放行。',
    '请车辆下磅卸载，然后重新过磅。',
    MANAGER,
  ],
  'sheet.over-load': [
    '超载 {{overKg}} kg：核定载质量 {{approvedLoadKg}} kg。',
    '称重已存，不能出装载单，不能放行。',
    '请车辆下磅卸载，然后重新过磅。',
    MANAGER,
  ],
  'sheet.weighing-void': ['这次称重已作废，不能开单。', NOTHING_CHANGED, '请重新过磅。', MANAGER],
  'sheet.weighing-used': [
    '这次称重已经开过装载单。',
    NOTHING_CHANGED,
    '要纸请按 F10 补打；要改请先作废再重新过磅。',
    MANAGER,
  ],
  'sheet.not-latest': ['这不是该车最新的毛重。', NOTHING_CHANGED, '请用最新一次毛重开单，或重新过磅。', MANAGER],
  'sheet.too-old': ['毛重已超过规定时间，不能开单。', NOTHING_CHANGED, '请重新过磅。', MANAGER],
  'sheet.clock-set-back': [
    '称重时间晚于电脑现在的时间，不能开单。',
    NOTHING_CHANGED,
    '先校准电脑时钟，再重新过磅。',
    MANAGER,
  ],
  'sheet.plate-mismatch': [
    '毛重和皮重的车牌不一致。',
    '称重已存，还没有开单。',
    '按 F2 核对车牌，然后再开单。',
    MANAGER,
  ],
  'sheet.plate-unknown': [
    '没有车牌，不能开装载单。',
    '称重已存，还没有开单。',
    '按 F2 输入车牌。',
    '无牌车不得装载放行，请找治超专责人。',
  ],
  'sheet.axles-unknown': ['不知道轴数，算不出限重。', '称重已存，还没有开单。', '按 F2 输入轴数。', NOBODY],
  'sheet.tare-missing': ['没有本车的皮重。', '毛重已存，还没有开单。', '请车辆卸空后回来称皮重。', MANAGER],
  'sheet.tare-expired': ['库存皮重已过期。', '毛重已存，还没有开单。', '请车辆卸空后重新称皮重。', MANAGER],
  'sheet.tare-other-trailer': [
    '库存皮重是另一台挂车的。',
    '毛重已存，还没有开单。',
    '按 F2 核对挂车号，或重新称皮重。',
    MANAGER,
  ],
  'sheet.papers': ['装载单还缺：{{missing}}。', '称重已存，还没有开单。', '按 F3 补齐。', MANAGER],
  'sheet.evidence-incomplete': [
    '毛重或皮重的照片不全，也没有人写明原因。',
    '称重已存，不能用它开单。',
    '请把照片不全的那一次重新过磅。',
    MANAGER,
  ],
  'sheet.gross-not-above-tare': [
    '毛重不大于皮重。',
    '称重已存，还没有开单。',
    '请核对是不是同一辆车、是不是已装货。',
    MANAGER,
  ],
  'sheet.inconsistent': [
    '装载单和称重记录不一致：{{fields}}。',
    '称重已存，没有开单。',
    '按 F2、F3 核对后再开单。',
    SERVICE,
  ],
  'printer.absent': ['没有装打印机。', '装载单已存盘。', '请在别处打印或手抄单号。', '请承建单位补装。'],
  'printer.refused': ['打印机拒绝连接，纸没有出来。', '装载单已存盘，会自动再打。', '检查打印机电源和网线。', SERVICE],
  'printer.timeout': ['打印机没有回应，纸没有出来。', '装载单已存盘，会自动再打。', '检查打印机电源和网线。', SERVICE],
  'printer.dropped': [
    '打印到一半断线，纸可能不完整。',
    '装载单已存盘。',
    '看一下纸：不完整就撕掉，按 F10 补打。',
    SERVICE,
  ],
  'printer.paper-out': ['打印机没纸了。', '装载单已存盘，装纸后自动打印。', '请装纸。', NOBODY],
  'printer.cover-open': ['打印机盖子开着。', '装载单已存盘，合上后自动打印。', '请合上盖子。', NOBODY],
  'printer.offline': ['打印机离线。', '装载单已存盘，会自动再打。', '按打印机的在线键。', SERVICE],
  'platform.absent': [
    '没有配置县平台。',
    '称重、抓拍、装载单照常，资料只在本机。',
    '请承建单位配置平台地址。',
    INSTALLER,
  ],
  'platform.not-enrolled': ['本站还没有在县平台登记。', QUEUED, '请输入平台发的登记码。', PLATFORM],
  'platform.unreachable': ['连不上县平台。', QUEUED, '不用操作，网络恢复后自动上传。', NETWORK],
  'platform.timeout': ['县平台没有回应。', QUEUED, '不用操作，程序会自动再传。', NETWORK],
  'platform.unauthorised': ['县平台不认本站的身份。', QUEUED, '请重新登记本站。', PLATFORM],
  'platform.rate-limited': ['县平台要求放慢上传。', QUEUED, '不用操作，程序会按平台的时间再传。', NOBODY],
  'platform.server-error': [
    '县平台自己出错（{{status}}）。',
    QUEUED,
    '不用操作，程序会自动再传。',
    '超过 2 小时请治超专责人联系县平台。',
  ],
  'platform.redirected': ['上传地址被转到别处，未上传。', QUEUED, '请检查网络是否要先登录。', NETWORK],
  'platform.not-a-receipt': [
    '县平台的回答不是回执，不算已上传。',
    QUEUED,
    '不用操作，程序会自动再传。请检查网络是否要先登录。',
    NETWORK,
  ],
  'platform.refused': [
    '县平台拒收：{{title}} {{detail}}',
    '这一份停放在本机，其余照常上传。',
    '请治超专责人看停放原因。',
    PLATFORM,
  ],
  'platform.chain-unknown': [
    '本机资料可能不是最新的，正在等县平台核对。',
    '重量、照片和您填的内容已存盘，一份不丢。',
    '请接通网络；平台一回答，程序自动生成记录。装载单要等到那时才能开。',
    PLATFORM,
  ],
  'platform.chain-forked': [
    '县平台上同一编号的记录与本机不同：{{detail}}',
    QUEUED,
    '不要再恢复旧备份，不要用别的电脑代替本机。',
    '请立即请治超专责人联系县平台和承建单位。',
  ],
  'platform.enrolment-refused': ['县平台拒绝登记。', QUEUED, '请核对登记码。', PLATFORM],
  'outbox.not-found': ['待上传里没有这一份。', '其余照常上传。', '不用操作。', NOBODY],
  'config.missing-file': [
    '还没有配置文件。',
    '没有启动称重；什么都没有丢。',
    '请放好配置文件，然后按 Enter 再试。',
    INSTALLER,
  ],
  'config.unreadable': ['配置文件读不了。', HALTED, '请检查文件权限，然后按 Enter 再试。', INSTALLER],
  'config.not-json': [
    '配置文件格式有错：第 {{line}} 行第 {{column}} 列。',
    HALTED,
    '请改正文件，然后按 Enter 再试。',
    INSTALLER,
  ],
  'config.invalid': ['配置有错：{{path}}（{{reason}}）。', HALTED, '请改正这一项，然后按 Enter 再试。', INSTALLER],
  'config.platform-not-loopback': ['模拟站不能连接真平台。', HALTED, '模拟运行只能连本机的模拟平台。', INSTALLER],
  'config.not-writable': [
    '配置文件写不进去：{{file}}。',
    '没有改动任何设置，称重照常。',
    '请检查磁盘和这个文件的权限，再试一次。',
    INSTALLER,
  ],
  'config.truck-on-deck': ['磅上有车，正在称重。', NOTHING_CHANGED, '请等这辆车下磅后再保存。', NOBODY],
  'station.folder-in-use': [
    '数据文件夹正被另一个程序使用。',
    '那个程序照常工作。',
    '请关掉另一个窗口，然后按 Enter 再试。',
    SERVICE,
  ],
  'station.folder-unreadable': ['数据文件夹读写不了。', HALTED, '请检查硬盘和权限，然后按 Enter 再试。', SERVICE],
  'station.folder-simulated': [
    '数据文件夹和配置的“模拟”不一致。',
    HALTED,
    '真实与模拟的数据不能混放：请换文件夹。',
    INSTALLER,
  ],
  'station.folder-from-future': ['数据是更新版本的程序写的。', HALTED, '请安装新版程序，不要用旧版打开。', INSTALLER],
  'station.folder-damaged': [
    '数据库有损坏。',
    '照片文件还在。现在不能称重。',
    '请不要动数据文件夹。',
    '请立即联系承建单位。',
  ],
  'station.migration-failed': ['数据升级没有成功，已停在原样。', HALTED, '请不要动数据文件夹。', INSTALLER],
  'station.binding-missing': ['程序缺少数据库组件。', HALTED, '请重新安装程序。', INSTALLER],
  'station.key-sealed': ['签名密钥由桌面系统封存，这里打不开。', HALTED, '请用原来的桌面用户启动程序。', INSTALLER],
  'station.key-damaged': ['签名密钥损坏。', '已存的记录完好。现在不能称重。', '请不要动数据文件夹。', INSTALLER],
  'station.starting': ['称重服务正在启动。', '已存的记录完好。', '请稍等。', NOBODY],
  'people.not-you': ['操作员和登录的人不一致。', NOTHING_CHANGED, '请用自己的名字操作。', MANAGER],
  'rpc.disconnected': [
    '和称重服务断开了，这一步是否完成还不知道。',
    '已存的记录完好；称重服务正在自动恢复。',
    '恢复后再按一次，不会重复记录。',
    '1 分钟不恢复请叫维修。',
  ],
  'rpc.busy': ['操作太多，称重服务来不及。', WEIGHING, '请等几秒再按。', NOBODY],
  'rpc.forbidden': ['您没有这项权限。', NOTHING_CHANGED, '请有权限的人操作。', MANAGER],
  'rpc.fault': [
    '程序内部出错，已记入日志（{{logId}}）。',
    '已存的记录完好。',
    '请再按一次。',
    '再出错请把编号告诉维修。',
  ],
  'rpc.unknown-call': ['窗口和称重服务版本不一致。', '已存的记录完好。', '请关掉程序重新打开。', SERVICE],
  'rpc.invalid-frame': ['窗口和称重服务通信出错。', '已存的记录完好。', '请关掉程序重新打开。', SERVICE],
  'rpc.invalid-input': ['填写的内容不合规：{{path}}。', NOTHING_CHANGED, '请改正后再按。', SERVICE],
  'rpc.request-id-missing': ['窗口和称重服务通信出错。', NOTHING_CHANGED, '请关掉程序重新打开。', SERVICE],
  'rpc.request-id-reused': ['同一操作的内容前后不一样，未执行。', NOTHING_CHANGED, '请核对后再按。', SERVICE],
};
