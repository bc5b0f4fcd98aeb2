import assert from 'node:assert/strict';
import { BUNDLED_VERSION_DATA } from '../../../../extension/kconfig/versions/bundled-version-data';
import {
  NO_VERSION_DATA,
  readVersionData,
} from '../../../../extension/kconfig/versions/read-version-data';
import { versionReport } from '../../../../extension/kconfig/versions/version-report';
import { versionSet, type WrittenSet } from './version-set';

function report(set: WrittenSet, data = BUNDLED_VERSION_DATA): string {
  return versionReport(versionSet(set), data);
}

describe('versionReport', () => {
  it('says of Debian 12 with its backported kernel what is wrong and what to take', () => {
    const text = report({
      kernel: '6.12',
      architecture: 'x86_64',
      crash: '8.0.2',
      makedumpfile: '1.7.2',
      kexec: '2.0.25',
    });
    assert.match(text, /^# Do the tools fit Linux 6\.12\?\n/);
    assert.match(text, /Dumps will be lost or cannot be read/);
    assert.match(text, /^\| crash \| 8\.0\.2 \| no: VER001 \|/m);
    assert.match(text, /^\| makedumpfile \| 1\.7\.2 \| no: VER003 \|/m);
    assert.match(text, /^\| kexec-tools \| 2\.0\.25 \| yes \|/m);
    assert.match(text, /^- crash: 8\.0\.6 \(2024-11-12\) or later for Linux 6\.12; 9\.0\.0 /m);
    assert.match(text, /^- makedumpfile: 1\.7\.6 \(2024-10-23\) or later /m);
    assert.match(text, /as of 2026-08-18/);
    assert.match(text, /distribution/);
  });

  it('is content where nothing is known against them', () => {
    const text = report({
      kernel: '6.6',
      architecture: 'x86_64',
      crash: '9.0.2',
      makedumpfile: '1.7.9',
      kexec: '2.0.32',
    });
    assert.match(text, /Nothing that the data knows of speaks against these tools\./);
    assert.equal(text.match(/\| yes \|/g)?.length, 3);
    assert.doesNotMatch(text, /What was found/);
  });

  it('says where no release helps, and where the tools are newer than the data', () => {
    const known = report({ kernel: '7.2', crash: '9.0.2', makedumpfile: '1.7.9' });
    assert.match(known, /crash: no release handles Linux 7\.2; the newest known is 9\.0\.2/);
    const newer = report({ kernel: '7.2', crash: '9.1.0', kexec: '2.0.33' });
    assert.match(newer, /\| crash \| 9\.1\.0 \| newer than the data: VER006 \|/);
    assert.match(newer, /\| kexec-tools \| 2\.0\.33 \| newer than the data \|/);
  });

  it('says what is not known', () => {
    const nothing = report({});
    assert.match(nothing, /nothing can be said/);
    assert.equal(nothing.match(/\| not found \| not known \|/g)?.length, 3);
    assert.match(report({ kernel: '6.6' }), /The version of no tool is known\./);
    assert.match(report({ kernel: '6.6' }), /The architecture is not known/);
    assert.match(report({ kernel: '6.6', crash: '8.0.4' }, NO_VERSION_DATA), /an unknown day/);
  });

  it('lists what kexec-tools cannot do without calling it a fault', () => {
    const text = report({ kernel: '6.17', architecture: 'x86_64', kexec: '2.0.29' });
    assert.match(text, /unified kernel images on x86\\_64 \(since 2\.0\.31\)/);
    assert.doesNotMatch(text, /arm64/);
    assert.match(text, /\| kexec-tools \| 2\.0\.29 \| yes \|/);
  });

  it('shows texts of a data file as texts', () => {
    const { data } = readVersionData(
      {
        schema: 1,
        crash: {
          date: '2026-10-01',
          sources: ['[a link](command:evil)'],
          breaks: [
            {
              kernel: '6.6',
              effect: 'fatal',
              symptom: '| <b>[click](command:evil) `x`',
              fixedIn: ['9.0.2'],
              commits: ['1234567'],
            },
          ],
        },
      },
      BUNDLED_VERSION_DATA,
    );
    const text = report({ kernel: '6.6', crash: '9.0.1' }, data);
    assert.doesNotMatch(text, /(?<!\\)\]\(command/);
    assert.doesNotMatch(text, /(?<!\\)<b>/);
  });
});
