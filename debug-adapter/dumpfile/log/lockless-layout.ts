import type { VmcoreinfoValues } from '../memory/vmcoreinfo-values';

/**
 * Where the fields of the lockless log are, in bytes (kernel `kernel/printk/printk_ringbuffer.h`), as
 * vmcoreinfo tells it.
 */
export interface Layout {
  readonly ring: { readonly size: number; readonly descRing: number; readonly textRing: number };
  readonly descRing: Readonly<
    Record<'countBits' | 'descs' | 'infos' | 'headId' | 'tailId', number>
  >;
  readonly textRing: Readonly<Record<'sizeBits' | 'data', number>>;
  readonly desc: Readonly<Record<'size' | 'state' | 'begin' | 'next', number>>;
  readonly info: InfoLayout;
}

export interface InfoLayout {
  readonly size: number;
  readonly sequence: number;
  readonly time: number;
  readonly textLength: number;
  readonly callerId?: number;
  readonly subsystem?: Place;
  readonly device?: Place;
}

/** Bytes. */
export interface Place {
  readonly offset: number;
  readonly size: number;
}

/** Undefined when vmcoreinfo lacks one of them, or they do not fit into their structures. */
export function findLayout(values: VmcoreinfoValues): Layout | undefined {
  const offset = (name: string) => values.offset(name);
  const counter = offset('atomic_long_t.counter');
  const ring = whole({
    size: values.size('printk_ringbuffer'),
    descRing: offset('printk_ringbuffer.desc_ring'),
    textRing: offset('printk_ringbuffer.text_data_ring'),
  });
  const descRing = whole({
    countBits: offset('prb_desc_ring.count_bits'),
    descs: offset('prb_desc_ring.descs'),
    infos: offset('prb_desc_ring.infos'),
    headId: sum(offset('prb_desc_ring.head_id'), counter),
    tailId: sum(offset('prb_desc_ring.tail_id'), counter),
  });
  const textRing = whole({
    sizeBits: offset('prb_data_ring.size_bits'),
    data: offset('prb_data_ring.data'),
  });
  const positions = offset('prb_desc.text_blk_lpos');
  const desc = whole({
    size: values.size('prb_desc'),
    state: sum(offset('prb_desc.state_var'), counter),
    begin: sum(positions, offset('prb_data_blk_lpos.begin')),
    next: sum(positions, offset('prb_data_blk_lpos.next')),
  });
  const info = infoLayout(values);
  if (!ring || !descRing || !textRing || !desc || !info) return undefined;
  const fits = Math.max(desc.state, desc.begin, desc.next) + 8 <= desc.size;
  return fits ? { ring, descRing, textRing, desc, info } : undefined;
}

function infoLayout(values: VmcoreinfoValues): InfoLayout | undefined {
  const info = whole({
    size: values.size('printk_info'),
    sequence: values.offset('printk_info.seq'),
    time: values.offset('printk_info.ts_nsec'),
    textLength: values.offset('printk_info.text_len'),
  });
  if (!info) return undefined;
  const callerId = values.offset('printk_info.caller_id');
  const device = values.offset('printk_info.dev_info');
  const place = (field: string): Place | undefined => {
    const at = sum(device, values.offset(`dev_printk_info.${field}`));
    const size = values.length(`printk_info_${field}`);
    return at === undefined || size === undefined ? undefined : { offset: at, size };
  };
  const subsystem = place('subsystem');
  const name = place('device');
  const ends = [info.sequence + 8, info.time + 8, info.textLength + 4, (callerId ?? 0) + 4];
  if (Math.max(...ends) > info.size) return undefined;
  return {
    ...info,
    ...(callerId !== undefined && { callerId }),
    ...(subsystem && { subsystem }),
    ...(name && { device: name }),
  };
}

/** The values when none of them is missing. */
function whole<Name extends string>(
  values: Readonly<Record<Name, number | undefined>>,
): Readonly<Record<Name, number>> | undefined {
  const isWhole = (some: typeof values): some is Readonly<Record<Name, number>> =>
    Object.values(some).every((value) => value !== undefined);
  return isWhole(values) ? values : undefined;
}

function sum(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}
