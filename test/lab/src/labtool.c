/* labtool: small workloads for the guest of a crash dump. Built static, run by guest-init.
 *   labtool procs N             N processes, named lab-p00000.., asleep in different ways
 *   labtool threads P T         P processes with T threads each (thread names lab-t<p>.<t>)
 *   labtool zombies N           N zombie children
 *   labtool dstate              a vfork parent stuck in D state (its child sleeps)
 *   labtool listen PORT         TCP, UDP and unix sockets, left open
 *   labtool names               sleepers whose names are a trial for whoever reads `ps`
 *   labtool spin user CPU       burn one CPU in user mode
 *   labtool spin kernel CPU     burn one CPU inside one long system call
 *   labtool spin softirq CPU    burn one CPU sending to itself: the receive side runs as a softirq, on the IRQ stack
 *   labtool eat                 allocate and touch memory until killed
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int pipe_fds[2];
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

/* A name holds 15 bytes; what is longer the kernel cuts, here in the middle of a character. */
static const char *const names[] = {
	"lab two blanks",
	" lab-lead",
	"lab-trail ",
	"   ",
	"",
	"[lab-brackets]",
	"lab:colon: x",
	">lab-active",
	"> 1 2 0 ffff888",
	"(lab) IN 0.0 1",
	"lab\"quote'\\x1b",
	"lab|!>f;`x`$(y)",
	"lab-z\xc3\xbcrich-\xe6\x97\xa5",          /* UTF-8 */
	"lab-\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5", /* cut after two bytes of the last character */
	"lab-\xff\xfe\xc3(",                       /* not UTF-8 */
	"\x1b[31mlab-red",                         /* a terminal would turn red */
	"\x1b]0;lab\x07",                          /* a terminal would change its title */
	"lab-c1-\xc2\x9b" "1m",                    /* the same as one C1 character */
	"lab\n> 9 0 0 x",                          /* a row of its own */
	"lab\ttab\rcr",
	"lab-bs\b\b\b\x7f",
	"lab-\xe2\x80\xaegpj.c",                   /* right-to-left override */
	"lab-\xe2\x81\xa6iso\xe2\x81\xa9",         /* isolates */
	"lab-\xf0\x9f\x90\xa7",                    /* outside the basic plane */
	"lab-e\xcc\x81",                           /* combining */
};

static void sleep_some_way(int way)
{
	struct timespec long_time = { 100000, 0 };
	char c;

	switch (way & 3) {
	case 0: for (;;) pause();
	case 1: for (;;) nanosleep(&long_time, NULL);
	case 2: for (;;) if (read(pipe_fds[0], &c, 1) < 0 && errno != EINTR) pause();
	default: for (;;) poll(NULL, 0, -1);
	}
}

static void *thread_main(void *arg)
{
	long id = (long)arg;
	char name[16];

	snprintf(name, sizeof name, "lab-t%ld.%ld", id >> 16, id & 0xffff);
	prctl(PR_SET_NAME, name);
	if ((id & 3) == 3) { pthread_mutex_lock(&mutex); pause(); }
	sleep_some_way(id);
	return NULL;
}

static void *named_thread(void *name)
{
	prctl(PR_SET_NAME, name);
	for (;;) pause();
}

static void make_names(void)
{
	unsigned i;
	pthread_t t;

	for (i = 0; i < sizeof names / sizeof *names; i++) {
		if (fork()) continue;
		prctl(PR_SET_NAME, names[i]);
		if (i % 4 == 0) pthread_create(&t, NULL, named_thread, (void *)names[i]);
		for (;;) pause();
	}
}

static void make_procs(int n)
{
	int i;

	for (i = 0; i < n; i++) {
		char name[16];
		pid_t p = fork();

		if (p < 0) { perror("fork"); break; }
		if (p) continue;
		snprintf(name, sizeof name, "lab-p%05d", i);
		prctl(PR_SET_NAME, name);
		sleep_some_way(i);
	}
	printf("labtool: %d processes\n", i);
	fflush(stdout);
}

static void make_threads(int n, int per_process)
{
	pthread_attr_t attr;
	int i, j;

	for (i = 0; i < n; i++) {
		if (fork()) continue;
		pthread_attr_init(&attr);
		pthread_attr_setstacksize(&attr, 65536);
		for (j = 0; j < per_process; j++) {
			pthread_t t;
			if (pthread_create(&t, &attr, thread_main, (void *)(long)(i << 16 | j))) break;
		}
		for (;;) pause();
	}
	printf("labtool: %d processes x %d threads\n", n, per_process);
	fflush(stdout);
}

static void spin(const char *where, int cpu)
{
	char name[16];
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof set, &set)) perror("sched_setaffinity");
	snprintf(name, sizeof name, "lab-%s", where);
	prctl(PR_SET_NAME, name);
	if (!strcmp(where, "kernel")) {
		size_t size = 64 << 20;
		char *buf = mmap(NULL, size, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0);
		int fd = open("/dev/urandom", O_RDONLY);
		for (;;) if (read(fd, buf, size) < 0) pause();
	} else if (!strcmp(where, "softirq")) {
		struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(9), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
		int s = socket(AF_INET, SOCK_DGRAM, 0);
		static char data[32768];
		if (bind(s, (void *)&a, sizeof a)) perror("bind");
		for (;;) {
			sendto(s, data, sizeof data, 0, (void *)&a, sizeof a);
			recv(s, data, sizeof data, MSG_DONTWAIT);
		}
	} else {
		for (volatile unsigned long x = 0;; x++) ;
	}
}

static void eat(void)
{
	prctl(PR_SET_NAME, "lab-eat");
	for (;;) {
		char *p = mmap(NULL, 1 << 20, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0);
		if (p == MAP_FAILED) continue;
		for (int i = 0; i < 1 << 20; i += 4096) p[i] = i >> 12;
	}
}

static void open_sockets(int port)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct sockaddr_un un = { .sun_family = AF_UNIX, .sun_path = "/run/lab.sock" };
	int l = socket(AF_INET, SOCK_STREAM, 0), c = socket(AF_INET, SOCK_STREAM, 0);
	int d = socket(AF_INET, SOCK_DGRAM, 0), x = socket(AF_UNIX, SOCK_STREAM, 0);

	prctl(PR_SET_NAME, "lab-listen");
	if (bind(l, (void *)&in, sizeof in) || listen(l, 5)) perror("tcp");
	if (bind(d, (void *)&in, sizeof in)) perror("udp");
	if (connect(c, (void *)&in, sizeof in)) perror("connect");
	if (bind(x, (void *)&un, sizeof un) || listen(x, 5)) perror("unix");
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	int n = argc > 2 ? atoi(argv[2]) : 0, m = argc > 3 ? atoi(argv[3]) : 0;

	if (pipe(pipe_fds)) return 1;
	if (!strcmp(what, "procs")) make_procs(n);
	else if (!strcmp(what, "threads")) make_threads(n, m ? m : 1);
	else if (!strcmp(what, "names")) make_names();
	else if (!strcmp(what, "zombies")) {
		for (int i = 0; i < n; i++)
			if (!fork()) { prctl(PR_SET_NAME, "lab-zombie"); _exit(i & 127); }
	} else if (!strcmp(what, "dstate")) {
		prctl(PR_SET_NAME, "lab-dstate");
		if (!vfork()) for (;;) pause();
	}
	else if (!strcmp(what, "listen")) open_sockets(n);
	else if (!strcmp(what, "spin")) spin(argc > 2 ? argv[2] : "user", m);
	else if (!strcmp(what, "eat")) eat();
	else { fprintf(stderr, "labtool: unknown workload '%s'\n", what); return 2; }
	for (;;) pause();
}
