import type { Vmcoreinfo } from '../vmcoreinfo';

/**
 * The numbers in a kernel's notes (kernel `Documentation/admin-guide/kdump/vmcoreinfo.rst`); undefined
 * when the line is not there or is no number.
 */
export class VmcoreinfoValues {
  constructor(private readonly vmcoreinfo: Vmcoreinfo) {}

  /** `SYMBOL(prb)`: an address, KASLR already in it. */
  symbol(name: string): bigint | undefined {
    const value = this.vmcoreinfo.entries.get(`SYMBOL(${name})`);
    return value !== undefined && /^[0-9a-f]{1,16}$/i.test(value)
      ? BigInt(`0x${value}`)
      : undefined;
  }

  /** `NUMBER(phys_base)`: decimal, perhaps negative, or hexadecimal with 0x. */
  number(name: string): bigint | undefined {
    const value = this.vmcoreinfo.entries.get(`NUMBER(${name})`) ?? '';
    if (/^0x[0-9a-f]{1,16}$/i.test(value)) return BigInt(value);
    return /^-?\d{1,20}$/.test(value) ? BigInt(value) : undefined;
  }

  /** `OFFSET(prb_desc.state_var)`: bytes. */
  offset(name: string): number | undefined {
    return this.small(`OFFSET(${name})`);
  }

  /** `SIZE(prb_desc)`: bytes. */
  size(name: string): number | undefined {
    return this.small(`SIZE(${name})`);
  }

  /** `LENGTH(printk_info_device)`: elements. */
  length(name: string): number | undefined {
    return this.small(`LENGTH(${name})`);
  }

  private small(key: string): number | undefined {
    const value = this.vmcoreinfo.entries.get(key) ?? '';
    return /^\d{1,6}$/.test(value) ? Number(value) : undefined;
  }
}
