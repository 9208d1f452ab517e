typedef int x_;
