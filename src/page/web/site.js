window.sayso = {};
