// SPDX-License-Identifier: GPL-2.0
/*
 * labcrash: crash a kernel on demand, for crash-dump tests.
 *
 *   echo null    > /proc/labcrash   NULL dereference three calls deep, struct arguments
 *   echo bug     > /proc/labcrash   BUG()
 *   echo panic   > /proc/labcrash   panic() with a message
 *   echo irq     > /proc/labcrash   the NULL dereference in a hard interrupt, on the IRQ stack
 *   echo softirq > /proc/labcrash   the same in a softirq that a system call runs into
 */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/proc_fs.h>
#include <linux/uaccess.h>
#include <linux/slab.h>
#include <linux/list.h>
#include <linux/string.h>
#include <linux/irq_work.h>
#include <linux/interrupt.h>

#define LAB_NAME_LEN 24

enum lab_state { LAB_IDLE, LAB_ARMED = 5, LAB_FIRED = 9 };

struct lab_stats {
	u64 reads, writes;
	u32 errors[4];
	s64 balance;
};

struct lab_item {
	struct list_head node;
	int id;
	enum lab_state state;
	char name[LAB_NAME_LEN];
	struct lab_stats *stats;	/* NULL in the item that kills us */
};

struct lab_request {
	const char *verb;
	size_t len;
	unsigned int flags : 3, urgent : 1, depth : 12;
	struct lab_item *item;
	struct lab_stats local;
	int (*done)(struct lab_request *req, int err);
};

static LIST_HEAD(lab_items);
static struct lab_stats lab_total = { .reads = 0x1122334455667788ULL, .balance = -42, .errors = { 1, 2, 3, 4 } };
static unsigned int lab_param = 7;
module_param(lab_param, uint, 0644);

static noinline int lab_account(struct lab_stats *st, struct lab_request *req, int weight)
{
	u64 old = req->local.writes;

	req->local.writes += weight;
	st->writes += old + weight;		/* NULL dereference here for "null" */
	st->errors[req->depth & 3]++;
	return (int)st->writes;
}

static noinline int lab_dispatch(struct lab_item *item, struct lab_request *req)
{
	int ret;

	item->state = LAB_FIRED;
	req->item = item;
	req->depth++;
	ret = lab_account(item->stats, req, item->id * 3);
	if (req->done)
		ret = req->done(req, ret);
	return ret + 1;
}

static noinline int lab_submit(struct lab_request *req, int id)
{
	struct lab_item *it;
	int ret = -ENOENT;

	list_for_each_entry(it, &lab_items, node) {
		if (it->id == id) {
			ret = lab_dispatch(it, req);
			break;
		}
	}
	lab_total.reads += ret;
	return ret;
}

static noinline int lab_done(struct lab_request *req, int err)
{
	return err + req->depth;
}

static noinline void lab_interrupt(struct irq_work *work)
{
	struct lab_request req = { .verb = "irq", .done = lab_done };

	lab_submit(&req, 3);
}

static struct irq_work lab_work = IRQ_WORK_INIT_HARD(lab_interrupt);

static noinline void lab_raise(void)
{
	irq_work_queue(&lab_work);
	irq_work_sync(&lab_work);
}

static noinline void lab_deferred(struct tasklet_struct *tasklet)
{
	struct lab_request req = { .verb = "softirq", .done = lab_done };

	lab_submit(&req, 3);
}

static DECLARE_TASKLET(lab_tasklet, lab_deferred);

static noinline void lab_defer(void)
{
	local_bh_disable();
	tasklet_schedule(&lab_tasklet);
	local_bh_enable();	/* calls do_softirq, which goes over to the IRQ stack */
}

/* A call through a null pointer: there is no code where the exception says it was. */
static noinline int lab_jump(struct lab_request *req)
{
	return req->done(req, 0) + 1;
}

static ssize_t lab_write(struct file *f, const char __user *ubuf, size_t len, loff_t *off)
{
	char buf[32];
	struct lab_request req = { .len = len, .flags = 3, .done = lab_done };

	if (len >= sizeof(buf))
		return -EINVAL;
	if (copy_from_user(buf, ubuf, len))
		return -EFAULT;
	buf[len] = 0;
	strim(buf);
	req.verb = buf;
	pr_info("labcrash: %s on cpu %d by %s/%d\n", buf, raw_smp_processor_id(), current->comm, current->pid);

	if (!strcmp(buf, "ok")) {
		lab_submit(&req, 1);
	} else if (!strcmp(buf, "null")) {
		lab_submit(&req, 3);
	} else if (!strcmp(buf, "bug")) {
		BUG_ON(lab_param == 7);
	} else if (!strcmp(buf, "panic")) {
		panic("labcrash: asked to panic, param %u", lab_param);
	} else if (!strcmp(buf, "jump")) {
		req.done = NULL;
		lab_jump(&req);
	} else if (!strcmp(buf, "irq")) {
		lab_raise();
	} else if (!strcmp(buf, "softirq")) {
		lab_defer();
	} else {
		return -EINVAL;
	}
	return len;
}

static const struct proc_ops lab_ops = { .proc_write = lab_write };

static int __init lab_init(void)
{
	int i;

	for (i = 1; i <= 4; i++) {
		struct lab_item *it = kzalloc(sizeof(*it), GFP_KERNEL);

		if (!it)
			return -ENOMEM;
		it->id = i;
		it->state = LAB_ARMED;
		snprintf(it->name, sizeof(it->name), "item-%d", i);
		it->stats = i == 3 ? NULL : &lab_total;
		list_add_tail(&it->node, &lab_items);
	}
	return proc_create("labcrash", 0600, NULL, &lab_ops) ? 0 : -ENOMEM;
}

static void __exit lab_exit(void)
{
	struct lab_item *it, *n;

	remove_proc_entry("labcrash", NULL);
	list_for_each_entry_safe(it, n, &lab_items, node)
		kfree(it);
}

module_init(lab_init);
module_exit(lab_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("crash a kernel on demand, for crash-dump tests");
