import assert from 'node:assert/strict';
import { parsePtypeOffsets } from '../../../debug-adapter/commands/ptype';
import { parseStructOffsets } from '../../../debug-adapter/commands/struct-offsets';
import { makeRandom, randomText } from '../mi/random';

/** gdb 16 inside crash 9.0.2 on the sample. */
const REQUEST = `/* offset      |    size */  type = struct lab_request {
/*      0      |       8 */    const char *verb;
/*      8      |       8 */    size_t len;
/*     16: 0   |       4 */    unsigned int flags : 3;
/*     16: 3   |       4 */    unsigned int urgent : 1;
/* XXX  6-byte hole      */
/*     24      |       8 */    struct lab_item *item;
/*     32      |      40 */    struct lab_stats {
/*     32      |       8 */        u64 reads;
/*     40      |       8 */        u64 writes;
/*     48      |      16 */        u32 errors[4];
/*     64      |       8 */        s64 balance;

                                   /* total size (bytes):   40 */
                               } local;
/*     72      |       8 */    int (*done)(struct lab_request *, int);

                               /* total size (bytes):   80 */
                             }
`;

const PAGE = `/* offset      |    size */  type = struct page {
/*      0      |       8 */    unsigned long flags;
/*      8      |      40 */    union {
/*                    40 */        struct {
/*      8      |      16 */            union {
/*                    16 */                struct list_head {
/*      8      |       8 */                    struct list_head *next;
/*     16      |       8 */                    struct list_head *prev;

                                               /* total size (bytes):   16 */
                                           } lru;
/*                    16 */                struct {
/*      8      |       8 */                    void *__filler;
/*     16      |       4 */                    unsigned int mlock_count;
/* XXX  4-byte padding   */

                                               /* total size (bytes):   16 */
                                           };

                                           /* total size (bytes):   16 */
                                       };
/*     24      |       8 */            struct address_space *mapping;

                                       /* total size (bytes):   40 */
                                   };
/*                     8 */        unsigned long compound_head;

                                   /* total size (bytes):   40 */
                               };
/*     52      |       4 */    atomic_t _refcount;

                               /* total size (bytes):   64 */
                             }
`;

/** A typedef is printed without the first line's comment. */
const REFCOUNT = `type = struct refcount_struct {
/*      0      |       4 */    atomic_t refs;

                               /* total size (bytes):    4 */
                             }
`;

describe('ptype /o', () => {
  it('gives each member its type and place, nested structures as one member', () => {
    const layout = parsePtypeOffsets(REQUEST);
    assert.equal(layout?.size, 80);
    assert.deepEqual(
      layout.order.map(({ name, offset }) => `${name} ${offset}`),
      ['verb 0', 'len 8', 'flags 16', 'urgent 16', 'item 24', 'local 32', 'done 72'],
    );
    assert.equal(layout.members.get('verb')?.type, 'const char *');
    assert.equal(layout.members.get('local')?.type, 'struct lab_stats');
    assert.equal(layout.members.get('local')?.size, 40);
    assert.equal(layout.members.get('done')?.type, 'int (*)(struct lab_request *, int)');
    assert.equal(layout.members.get('flags')?.bits, true);
    assert.equal(layout.members.get('reads'), undefined);
  });

  it('counts members of anonymous structures and unions as members', () => {
    const layout = parsePtypeOffsets(PAGE);
    const offsets = [...(layout?.members.values() ?? [])].map(
      ({ name, offset }) => `${name} ${offset}`,
    );
    assert.deepEqual(offsets, [
      'flags 0',
      'lru 8',
      '__filler 8',
      'mlock_count 16',
      'mapping 24',
      'compound_head 8',
      '_refcount 52',
    ]);
    assert.deepEqual(
      layout?.order.map(({ name, offset }) => [name, offset]),
      [
        ['flags', 0],
        ['', 8],
        ['_refcount', 52],
      ],
    );
  });

  it('opens a member whose type has no name, from its own start', () => {
    const union = parsePtypeOffsets(DENTRY)?.members.get('d_u');
    assert.deepEqual([union?.type, union?.offset, union?.size], ['union', 176, 16]);
    assert.deepEqual(
      [...(union?.inner?.members.values() ?? [])].map(({ name, offset }) => [name, offset]),
      [
        ['d_alias', 0],
        ['d_rcu', 0],
        ['second', 8],
      ],
    );
    assert.equal(parsePtypeOffsets(REQUEST)?.members.get('local')?.inner, undefined);
  });

  it('reads a typedef of a structure', () => {
    const layout = parsePtypeOffsets(REFCOUNT);
    assert.equal(layout?.size, 4);
    assert.equal(layout.members.get('refs')?.type, 'atomic_t');
  });

  it('gives nothing of what is no structure', () => {
    assert.equal(parsePtypeOffsets('type = unsigned long\n'), undefined);
    assert.equal(
      parsePtypeOffsets(
        "warning: ptype/o does not work with dynamic types; disabling '/o'\ntype = struct x {\n    int on_cpu;\n}\n",
      ),
      undefined,
    );
    assert.equal(parsePtypeOffsets('gdb: gdb request failed: ptype /o struct x\n'), undefined);
  });

  it('never throws', () => {
    const random = makeRandom(7);
    const pieces = `${REQUEST}${PAGE}${REFCOUNT}`.split(/(?<=\n)/);
    for (let round = 0; round < 200; round++) {
      parsePtypeOffsets(randomText(random, pieces));
    }
  });
});

/** The sample's, shortened; `second` added. */
const DENTRY = `/* offset      |    size */  type = struct dentry {
/*      0      |       4 */    unsigned int d_flags;
/*    176      |      16 */    union {
/*                    16 */        struct hlist_node {
/*    176      |       8 */            struct hlist_node *next;
/*    184      |       8 */            struct hlist_node **pprev;

                                       /* total size (bytes):   16 */
                                   } d_alias;
/*                    16 */        struct {
/*    176      |       8 */            struct callback_head *d_rcu;
/*    184      |       8 */            unsigned long second;

                                       /* total size (bytes):   16 */
                                   };

                                   /* total size (bytes):   16 */
                               } d_u;

                               /* total size (bytes):  192 */
                             }
`;

/** crash 9.0.2 on Debian's 6.12, shortened. */
const CRASH_PAGE = `struct page {
   [0] unsigned long flags;
       union {
           struct {
               union {
   [8]             struct list_head lru;
                   struct {
   [8]                 void *__filler;
  [16]                 unsigned int mlock_count;
                   };
               };
  [24]         struct address_space *mapping;
           };
       };
  [52] atomic_t _refcount;
  [56] unsigned int in_iowait : 1;
}
SIZE: 64
`;

describe('struct -o', () => {
  it('gives the same, where gdb refuses', () => {
    const layout = parseStructOffsets(CRASH_PAGE, (type) => type.length);
    assert.equal(layout?.size, 64);
    assert.deepEqual(
      [...layout.members.values()].map(({ name, offset }) => `${name} ${offset}`),
      [
        'flags 0',
        'lru 8',
        '__filler 8',
        'mlock_count 16',
        'mapping 24',
        '_refcount 52',
        'in_iowait 56',
      ],
    );
    assert.deepEqual(
      layout.order.map(({ name, offset }) => [name, offset]),
      [
        ['flags', 0],
        ['', 8],
        ['_refcount', 52],
        ['in_iowait', 56],
      ],
    );
    assert.equal(layout.members.get('in_iowait')?.bits, true);
    assert.equal(layout.members.get('mapping')?.type, 'struct address_space *');
  });

  it('gives nothing of an error', () => {
    assert.equal(
      parseStructOffsets('struct: invalid data structure reference: x\n', () => 0),
      undefined,
    );
  });
});
