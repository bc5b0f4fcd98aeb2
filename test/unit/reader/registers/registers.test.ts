import assert from 'node:assert/strict';
import {
  faultFacts,
  pageFaultWords,
  syndromeWords,
} from '../../../../debug-adapter/reader/registers/fault';
import {
  signedAddress,
  withoutPointerAuthentication,
} from '../../../../debug-adapter/reader/registers/pointer-authentication';
import { registerWords } from '../../../../debug-adapter/reader/registers/register-words';

/** Of the sample's log: reading the code around the fault made CR2 another one by the dump of registers. */
const X86_LOG = [
  'BUG: kernel NULL pointer dereference, address: 0000000000000008',
  '#PF: supervisor read access in kernel mode',
  '#PF: error_code(0x0000) - not-present page',
  'Oops: 0000 [#1] SMP',
  'RIP: 0010:lab_account+0xb/0x22 [labcrash]',
  'CR2: ffffffffc0057fe1 CR3: 000000000090f000 CR4: 00000000000006a0',
];

/** As arch/arm64/mm/fault.c prints it. */
const ARM64_LOG = [
  'Unable to handle kernel NULL pointer dereference at virtual address 0000000000000010',
  'Mem abort info:',
  '  ESR = 0x0000000096000045',
  '  EC = 0x25: DABT (current EL), IL = 32 bits',
  'Internal error: Oops: 0000000096000045 [#1] SMP',
];

describe('what a fault was', () => {
  it('on x86-64: error code, and CR2 as the fault left it', () => {
    assert.deepEqual(
      faultFacts(X86_LOG).map(({ name, text }) => `${name} ${text}`),
      [
        'error code 0x0: kernel read, no page there',
        'CR2 0x0000000000000008: 8 bytes from a null pointer: a member of what it should lead to (0xffffffffc0057fe1 after another fault)',
      ],
    );
  });

  it('on arm64: the syndrome and the address', () => {
    assert.deepEqual(
      faultFacts(ARM64_LOG).map(({ name, text }) => `${name} ${text}`),
      [
        'ESR 0x96000045: data abort, write, translation fault, level 1: no page there',
        'FAR 0x0000000000000010: 16 bytes from a null pointer: a member of what it should lead to',
      ],
    );
  });

  it('is nothing in a log that tells of none', () => {
    assert.deepEqual(faultFacts(['Kernel panic - not syncing: sysrq triggered crash']), []);
  });

  it('an error code says who did what, and why it was refused', () => {
    assert.equal(pageFaultWords(0x2), 'kernel write, no page there');
    assert.equal(
      pageFaultWords(0x11),
      'kernel instruction fetch, the page is there and does not allow it',
    );
    assert.equal(pageFaultWords(0x7), 'user write, the page is there and does not allow it');
  });

  it('a syndrome without an address is its class', () => {
    assert.equal(syndromeWords(0xf2000800n), 'BRK instruction, comment 0x800');
    assert.equal(syndromeWords(0xbf000002n), 'SError');
    assert.equal(syndromeWords(0x72000000n), 'pointer authentication failed');
  });
});

describe('signed addresses of arm64', () => {
  it('lose their signature', () => {
    // With 48 bits of address, a signature is in bits 48 to 54 and 56 to 63; bit 55 stays.
    assert.equal(withoutPointerAuthentication(0xb7cedfd32e9d4800n, 48), 0xffffdfd32e9d4800n);
    assert.equal(signedAddress(0xb7cedfd32e9d4800n, 48), 0xffffdfd32e9d4800n);
    assert.equal(withoutPointerAuthentication(0x004500000044a7ccn, 48), 0x44a7ccn);
  });

  it('are only those of the kernel that are signed', () => {
    // The return address in sysrq_handle_crash of a real dump of 6.1.
    assert.equal(signedAddress(0xffffdfd32e9d4800n, 48), undefined);
    assert.equal(signedAddress(0x44a7ccn, 48), undefined);
    assert.equal(signedAddress(0n, 48), undefined);
  });
});

describe('registers in words', () => {
  it('flags of x86-64', () => {
    assert.equal(registerWords('RFLAGS', 0x206n), 'PF IF · interrupts on');
    assert.equal(registerWords('eflags', 0x46n), 'PF ZF · interrupts off');
    assert.equal(registerWords('CS', 0x33n), 'user mode');
  });

  it('PSTATE of arm64', () => {
    assert.equal(registerWords('PSTATE', 0x60000005n), 'Z C · EL1h · interrupts on');
    assert.equal(registerWords('cpsr', 0x600000c5n), 'Z C I F · EL1h · interrupts off');
    assert.equal(registerWords('x0', 1n), undefined);
  });
});
