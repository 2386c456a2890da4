/** No answer drives anything of a camera's: what its relay listens to, its wires and its voice stand in none of them. */
import { describe, expect, test } from 'vitest';
import { ANSWER_FORMS, pushAnswer } from '../../../../main/station/rules/plate-push/push-answers.ts';
import { READY_MAPPINGS, readyMapping } from '../../../../main/station/rules/plate-push/ready-mappings.ts';

/** 臻识 HTTP 推送 protocol, 2.6: what a server makes a camera do by its answer. */
const DRIVES = /"ok"|serialData|ivs_ioctrl|TriggerImage|manualTrigger|playserver|AVS_TRIGGER|white_list|ContinuePush/i;

describe.each(ANSWER_FORMS)('%s', (form) => {
  test('is JSON, and opens nothing', () => {
    const text = pushAnswer(form);
    expect(JSON.parse(text)).toBeTypeOf('object');
    expect(text).not.toMatch(DRIVES);
  });
});

test('the net would hold the answer that opens a barrier', () => {
  expect('{"Response_AlarmInfoPlate":{"info":"ok"}}').toMatch(DRIVES);
});

test('every camera is told that it need not send again, in its own words', () => {
  expect(READY_MAPPINGS.map((name) => pushAnswer(readyMapping(name).answer))).toEqual([
    '{"Response_AlarmInfoPlate":{"info":"no","content":"retransfer_stop","is_pay":"false"}}',
    '{"result":"true"}',
  ]);
});
