// SPDX-License-Identifier: GPL-2.0
/*
 * labrules: one object of each type that the debug adapter reads in a way of its own, in a state that
 * is known by construction; then a panic.
 *
 *   echo rules > /proc/labcrash   needs four CPUs, and stands on the first
 *
 * lab-holder sleeps with the locks that may be held asleep; the others wait for them. CPU 1 spins with
 * a spin lock and a rwlock held; CPUs 2 and 3 wait for the spin lock, CPU 3 as the last in its queue.
 */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/percpu_counter.h>
#include <linux/proc_fs.h>
#include <linux/rtmutex.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/wait.h>

struct lab_thing {
	struct list_head node;
	struct hlist_node hash;
	unsigned long words[6];
	int id;
};

static struct lab_rules {
	struct mutex mutex, free_mutex;
	struct rw_semaphore written, read, free_rwsem;
	struct rt_mutex rt_mutex;
	struct semaphore semaphore;
	wait_queue_head_t waitqueue;
	spinlock_t spinlock, free_spinlock;
	raw_spinlock_t raw_spinlock;
	rwlock_t write_lock, read_lock, free_rwlock;
	refcount_t refcount, saturated;
	struct kref kref;
	atomic_t atomic;
	atomic64_t atomic64;
	atomic_long_t atomic_long;
	struct list_head list, empty_list;
	struct hlist_head hash, empty_hash;
	struct lab_thing *removed, *freed;
	struct percpu_counter counter;
	void *error;
	struct timer_list timer;
	ktime_t time;
	struct timespec64 when;
	gfp_t gfp;
	struct file *file;
	struct path path;
	struct page *page;
	int (*function)(struct inode *, struct file *);
	char text[16];
	unsigned long many[4096];
} lab_rules;

static struct kmem_cache *lab_things;

static int lab_hold(void *unused)
{
	mutex_lock(&lab_rules.mutex);
	down_write(&lab_rules.written);
	down_read(&lab_rules.read);
	rt_mutex_lock(&lab_rules.rt_mutex);
	down(&lab_rules.semaphore);
	msleep(1000000);
	return 0;
}

static int lab_wait_mutex(void *unused) { mutex_lock(&lab_rules.mutex); return 0; }
static int lab_wait_written(void *unused) { down_read(&lab_rules.written); return 0; }
static int lab_wait_read(void *unused) { down_write(&lab_rules.read); return 0; }
static int lab_wait_rt(void *unused) { rt_mutex_lock(&lab_rules.rt_mutex); return 0; }
static int lab_wait_semaphore(void *unused) { down(&lab_rules.semaphore); return 0; }

static int lab_read(void *unused)
{
	down_read(&lab_rules.read);
	wait_event(lab_rules.waitqueue, 0);
	return 0;
}

static int lab_spin(void *unused)
{
	spin_lock(&lab_rules.spinlock);
	raw_spin_lock(&lab_rules.raw_spinlock);
	write_lock(&lab_rules.write_lock);
	read_lock(&lab_rules.read_lock);
	for (;;)
		cpu_relax();
	return 0;
}

static int lab_wait_spinlock(void *unused) { spin_lock(&lab_rules.spinlock); return 0; }

static void lab_start(int (*work)(void *), int cpu, const char *name)
{
	struct task_struct *task = cpu < 0 ? kthread_create(work, NULL, "%s", name)
					   : kthread_create_on_cpu(work, NULL, cpu, name);

	if (!IS_ERR(task))
		wake_up_process(task);
	msleep(200);
}

static void lab_expire(struct timer_list *timer) { }

static void lab_fill(void)
{
	struct lab_thing *things[8];
	int i;

	mutex_init(&lab_rules.mutex);
	mutex_init(&lab_rules.free_mutex);
	init_rwsem(&lab_rules.written);
	init_rwsem(&lab_rules.read);
	init_rwsem(&lab_rules.free_rwsem);
	rt_mutex_init(&lab_rules.rt_mutex);
	sema_init(&lab_rules.semaphore, 1);
	init_waitqueue_head(&lab_rules.waitqueue);
	spin_lock_init(&lab_rules.spinlock);
	spin_lock_init(&lab_rules.free_spinlock);
	raw_spin_lock_init(&lab_rules.raw_spinlock);
	rwlock_init(&lab_rules.write_lock);
	rwlock_init(&lab_rules.read_lock);
	rwlock_init(&lab_rules.free_rwlock);
	refcount_set(&lab_rules.refcount, 7);
	refcount_set(&lab_rules.saturated, REFCOUNT_SATURATED);
	kref_init(&lab_rules.kref);
	atomic_set(&lab_rules.atomic, -3);
	atomic64_set(&lab_rules.atomic64, -(1LL << 40));
	atomic_long_set(&lab_rules.atomic_long, 1L << 41);
	INIT_LIST_HEAD(&lab_rules.list);
	INIT_LIST_HEAD(&lab_rules.empty_list);
	/* The objects of this cache are filled with 0x6b when they are free. */
	lab_things = kmem_cache_create("lab_things", sizeof(struct lab_thing), 0, SLAB_POISON | SLAB_RED_ZONE, NULL);
	for (i = 0; lab_things && i < 8; i++) {
		things[i] = kmem_cache_zalloc(lab_things, GFP_KERNEL);
		things[i]->id = i;
		list_add_tail(&things[i]->node, &lab_rules.list);
		hlist_add_head(&things[i]->hash, &lab_rules.hash);
	}
	list_del(&things[6]->node);
	hlist_del(&things[6]->hash);
	lab_rules.removed = things[6];
	list_del(&things[7]->node);
	hlist_del(&things[7]->hash);
	kmem_cache_free(lab_things, things[7]);
	lab_rules.freed = things[7];
	percpu_counter_init(&lab_rules.counter, 1000, GFP_KERNEL);
	percpu_counter_add(&lab_rules.counter, 5);
	lab_rules.error = ERR_PTR(-ENOENT);
	timer_setup(&lab_rules.timer, lab_expire, 0);
	mod_timer(&lab_rules.timer, jiffies + 5000 * HZ);
	lab_rules.time = ktime_get();
	ktime_get_real_ts64(&lab_rules.when);
	lab_rules.gfp = GFP_KERNEL_ACCOUNT | __GFP_ZERO | __GFP_NOWARN;
	lab_rules.file = filp_open("/proc/1/status", O_RDONLY, 0);
	if (!IS_ERR(lab_rules.file)) {
		lab_rules.path = lab_rules.file->f_path;
		path_get(&lab_rules.path);
	}
	lab_rules.page = alloc_page(GFP_KERNEL);
	folio_set_referenced(page_folio(lab_rules.page));
	folio_set_workingset(page_folio(lab_rules.page));
	lab_rules.function = simple_open;
	strscpy(lab_rules.text, "rules \"\xc3\xa4\"", sizeof(lab_rules.text));
	for (i = 0; i < 4096; i++)
		lab_rules.many[i] = 7UL * i;
}

static ssize_t lab_write(struct file *file, const char __user *text, size_t length, loff_t *at)
{
	lab_fill();
	lab_start(lab_hold, -1, "lab-holder");
	lab_start(lab_wait_mutex, -1, "lab-mutex");
	lab_start(lab_wait_written, -1, "lab-written");
	lab_start(lab_read, -1, "lab-reader");
	lab_start(lab_wait_read, -1, "lab-read");
	lab_start(lab_wait_rt, -1, "lab-rt");
	lab_start(lab_wait_semaphore, -1, "lab-semaphore");
	lab_start(lab_spin, 1, "lab-spin/%u");
	lab_start(lab_wait_spinlock, 2, "lab-pending/%u");
	lab_start(lab_wait_spinlock, 3, "lab-queued/%u");
	panic("labrules: all is there");
}

static const struct proc_ops lab_ops = { .proc_write = lab_write };

static int __init lab_init(void)
{
	return proc_create("labcrash", 0600, NULL, &lab_ops) ? 0 : -ENOMEM;
}

module_init(lab_init);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("an object of each kind that a debugger reads in a way of its own");
