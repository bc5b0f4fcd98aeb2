/*
 * Runs the kernel's own reader of crashkernel= in user space. kernel.inc is taken out of the
 * kernel's sources when the test runs; all that it needs around it is imitated here.
 *
 * Reads lines "memory high cma<TAB>command line" and answers each with
 * "reserved size base high low cma<TAB>what was printed". high and cma: whether the caller takes
 * those suffixes.
 */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define __init
#define __initdata
#define __always_unused __attribute__((unused))
#define noinline
#define fallthrough __attribute__((fallthrough))
#define likely(x) (x)
#define unlikely(x) (x)
#define BUG_ON(x) ((x) ? abort() : (void)0)
#define IS_ENABLED(option) 1
#define EXPORT_SYMBOL(symbol)
#define _tolower(c) ((c) | 0x20)
#define div_u64(a, b) ((a) / (b))
#define check_mul_overflow(a, b, d) __builtin_mul_overflow(a, b, d)
#define check_add_overflow(a, b, d) __builtin_add_overflow(a, b, d)
#define check_shl_overflow(a, s, d) \
	({ unsigned long long from = (a); *(d) = from << (s); (*(d) >> (s)) != from; })
#define roundup(x, y) ((((x) + ((y) - 1)) / (y)) * (y))
#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#define PAGE_ALIGN(x) (x)
#define SZ_1M 0x100000ULL
#define SZ_2M 0x200000ULL
#define SZ_16M 0x1000000ULL
#define SZ_128M 0x8000000ULL
#define SZ_512M 0x20000000ULL
#define SZ_4G 0x100000000ULL
#define SZ_64T 0x400000000000ULL
#define PHYS_MASK 0xffffffffffffULL
#define CONFIG_X86_64 1
#define CONFIG_64BIT 1
#define CONFIG_ARCH_HAS_GENERIC_CRASHKERNEL_RESERVATION 1

typedef unsigned long long phys_addr_t;

static char said[65536];

static void say(const char *format, ...)
{
	size_t used = strlen(said);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(said + used, sizeof(said) - used, format, arguments);
	va_end(arguments);
}

#define pr_warn(...) say(__VA_ARGS__)
#define pr_err(...) say(__VA_ARGS__)
#define pr_info(...) say(__VA_ARGS__)

static unsigned long long memory;
static char boot_command_line[65536];

/* What an architecture does with the numbers, where it has a function of its own for that. */
static struct resource { unsigned long long start, end; } crashk_res, crashk_low_res, iomem_resource;
static const phys_addr_t arm64_dma_phys_limit = SZ_4G;
static bool is_fixed, is_placed;

static unsigned long long memblock_phys_mem_size(void) { return memory; }
static bool xen_pv_domain(void) { return false; }
static unsigned long swiotlb_size_or_default(void) { return 64UL << 20; }
static void kmemleak_ignore_phys(phys_addr_t address) { (void)address; }
static void insert_resource(struct resource *root, struct resource *new) { (void)root; (void)new; }
static void memblock_phys_free(phys_addr_t base, phys_addr_t size)
{
	(void)base, (void)size;
}

/* Everything fits that is not larger than the machine. */
static phys_addr_t memblock_phys_alloc_range(phys_addr_t size, phys_addr_t align, phys_addr_t start,
					     phys_addr_t end)
{
	if (!is_placed && size >= memory)
		return 0;
	if (!is_placed)
		is_fixed = start && end == start + size;
	is_placed = true;
	if (start && end == start + size)
		return start;
	return end > SZ_4G ? SZ_4G : align;
}

static phys_addr_t memblock_find_in_range(phys_addr_t start, phys_addr_t end, phys_addr_t size,
					  phys_addr_t align)
{
	return memblock_phys_alloc_range(size, align, start, end);
}

#define memblock_is_region_memory(base, size) (is_fixed = true, (size) < memory)
#define memblock_is_region_reserved(base, size) false
#define memblock_reserve(base, size) ((void)0)
#define memblock_free(base, size) memblock_phys_free(base, size)
#define IS_ALIGNED(x, align) true

#include "kernel.inc"

int main(void)
{
	static char line[65536];

	while (fgets(line, sizeof(line), stdin)) {
		unsigned long long size = 0, base = 0, low = 0, cma = 0;
		int takes_high, takes_cma, used = 0, ret = 0;
		bool high = false;

		line[strcspn(line, "\n")] = '\0';
		if (sscanf(line, "%llu %d %d%n", &memory, &takes_high, &takes_cma, &used) != 3)
			return 1;
		strcpy(boot_command_line, line + used + 1);
		said[0] = '\0';
		is_fixed = is_placed = false;
		memset(&crashk_res, 0, sizeof(crashk_res));
		memset(&crashk_low_res, 0, sizeof(crashk_low_res));
#if defined(READS_ALL_WITH_CMA)
		ret = parse_crashkernel(boot_command_line, memory, &size, &base, takes_high ? &low : NULL,
					takes_cma ? &cma : NULL, takes_high ? &high : NULL);
#elif defined(READS_ALL)
		ret = parse_crashkernel(boot_command_line, memory, &size, &base, takes_high ? &low : NULL,
					takes_high ? &high : NULL);
#elif defined(HAS_RESERVE)
		reserve_crashkernel();
		ret = crashk_res.end ? 0 : -EINVAL;
		size = crashk_res.end - crashk_res.start + 1;
		base = is_fixed ? crashk_res.start : 0;
		high = !is_fixed && crashk_res.start >= SZ_4G;
		if (high && crashk_low_res.end)
			low = crashk_low_res.end - crashk_low_res.start + 1;
#else
		ret = parse_crashkernel(boot_command_line, memory, &size, &base);
		if (!size || size >= memory)
			ret = -EINVAL;
#endif
		for (char *c = said; *c; c++)
			if (*c == '\n')
				*c = '|';
		if (ret)
			printf("0 0 0 0 0 0\t%s\n", said);
		else
			printf("1 %llu %llu %d %llu %llu\t%s\n", size, base, high, low, cma, said);
	}
	return 0;
}
