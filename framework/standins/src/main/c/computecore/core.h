/* What the files of this library know of each other. */
#ifndef CORE_H
#define CORE_H

#include "computecore.h"
#include "control.h"
#include "device_host.h"
#include "guest.h"
#include "handles.h"
#include "json.h"
#include "text.h"
#include "workers.h"

enum { OPERATION = 1, SYSTEM, PROCESS };

/* Guards all that is declared here; no callback is made while it is held. */
extern SRWLOCK core_lock;
/* Something that is waited for may have changed. */
extern CONDITION_VARIABLE core_changed;

/* Where an event of a system or process goes; one for each handle. */
struct listener {
    HCS_EVENT_CALLBACK callback;
    void *context;
    HCS_EVENT_OPTIONS options;
    /* Calls that have not returned, and the thread of the last of them. */
    int running;
    DWORD thread;
    /* Operations on the handle that have not completed. */
    int operations;
};

enum system_state { CREATING, CREATED, RUNNING, PAUSED, SAVED, STOPPED };

struct system {
    struct system *next;
    char *id;
    GUID runtime_id;
    struct json *document;
    enum system_state state;
    int handles;
    char *exit_status;
    struct process *processes;
    const struct device_host *host;
    void *host_context;
};

struct system_handle {
    struct listener listener;
    struct system *system;
    HCS_SYSTEM handle;
};

struct process {
    struct process *next;
    struct system *system;
    DWORD id;
    char *command;
    bool exited;
    DWORD exit_code;
    /* The program is to end, with this code. */
    bool killed;
    DWORD kill_code;
    bool input_closed;
    /* The guest's ends of the pipes, or NULL. */
    HANDLE input;
    HANDLE output;
    HANDLE error;
};

struct process_handle {
    struct listener listener;
    struct process *process;
    HCS_PROCESS handle;
    /* What the client takes with the operation's result. */
    HCS_PROCESS_INFORMATION information;
};

struct work;

/* Does what was asked for, with the lock held; the answer, if any, is to be freed. */
typedef HRESULT (*performance)(struct work *work, char **answer);

/* One call that an operation tracks. */
struct work {
    const char *function;
    HCS_OPERATION_TYPE type;
    struct system_handle *system;
    struct process_handle *process;
    /* The document that the caller gave, or NULL. */
    char *document;
    performance perform;
    /* Made by the performance. */
    bool has_information;
    HCS_PROCESS_INFORMATION information;
    struct system *exited;
};

/* Starts work; what the call is to answer. Frees the document. */
HRESULT operation_start(HCS_OPERATION operation, struct work work);
/* The same with a document of the caller's, or NULL: HCS_E_INVALID_JSON if it is none. */
HRESULT operation_start_with(HCS_OPERATION operation, PCWSTR document, struct work work);
/* The same for work on a system or process: an invalid handle if it has neither. */
HRESULT operation_start_on(HCS_OPERATION operation, PCWSTR document, struct work work);
/*
 * Waits, with the lock held, until something has ended or the time is over; whether it has ended.
 */
bool wait_for_end(bool (*ended)(const void *what), const void *what, DWORD milliseconds);
long long operations_outstanding(void);
long long handles_closed_in_use(void);
/* Grants of file access that were not taken back. */
long long grants_live(void);

/* Whether this call is to answer an error without doing anything: a failure, or no rights. */
bool refused(const char *function, HRESULT *result);

/* The value of a switch. */
enum {
    ACCESS_DENIED,
    HOLD_OPERATIONS,
    OPERATION_DELAY,
    CANCEL_NOT_IMPLEMENTED,
    GARBAGE_DOCUMENTS,
    DOCUMENT_PADDING,
    LATE_CALLBACKS,
    SCHEMA_MINOR
};
bool is_on(int name);
long long setting(int name);

/* The document as the caller gets it, which the switches may spoil; NULL for NULL. */
PWSTR give_document(const char *document);
/* A new text like printf's. */
char *text_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* ResultError. */
char *error_document(HRESULT result, const char *message);

/* Systems; all with the lock held. */
struct system_handle *system_of(HCS_SYSTEM handle);
void system_exit(struct system *system, HRESULT status, const char *type, const char *initiator);
/* The state that an operation needs, or the error that says so. */
HRESULT need_state(const struct system *system, enum system_state state, char **answer);
void systems_reset(void);
/* Writes the state of a system to a new file. */
HRESULT save_state(const char *path, const char *state);

/* Processes; all with the lock held. */
void processes_end(struct system *system);
struct json *processes_list(const struct system *system);
/* A pipe from the client to the guest or, if the client reads, the other way; false if there is none. */
bool stream_create(bool client_reads, HANDLE *guest, HANDLE *client);
/* Runs the program of a process to its end on this thread, without the lock; its exit code. */
DWORD guest_program_run(struct process *process);

/* Events; without the lock. */
void raise_system_event(struct system *system, HCS_EVENT_TYPE type, const char *data);
void raise_process_event(struct process *process, HCS_EVENT_TYPE type, const char *data);
/* To one listener, whose use was counted by events_use. */
void raise_event(struct listener *listener, HCS_EVENT *event);
/* Sets or, with NULL, removes a callback, and waits for one that runs on another thread. */
void listen(
    struct listener *listener, HCS_EVENT_OPTIONS options, const void *context, HCS_EVENT_CALLBACK callback);
/* What a closed handle's listener may still get when it is told to come late. */
void close_listener(struct listener *listener);

#endif
